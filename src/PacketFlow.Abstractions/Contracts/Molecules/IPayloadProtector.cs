namespace PacketFlow;

/// <summary>
/// Stands between runs and their journal: what a run takes, gives, is signalled and fails with passes through it before it is written down, and
/// back when it is read. Registered in the host's services; without one payloads are written as they are. It is called by several threads at
/// once. What it throws keeps the payload out of the journal, or the run from going on, and concerns no other run.
/// </summary>
public interface IPayloadProtector
{
    /// <summary>Makes of a payload what the journal may hold.</summary>
    /// <param name="owner">The run whose payload it is. What was protected for one run need not be taken for another's.</param>
    /// <param name="payload">The payload: an encoded value, or the UTF-8 text of an error.</param>
    /// <returns>What is written instead.</returns>
    byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload);

    /// <summary>
    /// Gives back the payload that <see cref="Protect"/> was given; perhaps in another process, and after keys have changed. What is left out
    /// here is missing to the run, which goes on from what this gives.
    /// </summary>
    /// <param name="owner">The run whose payload it is.</param>
    /// <param name="payload">What <see cref="Protect"/> gave.</param>
    /// <returns>The payload.</returns>
    byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload);
}
