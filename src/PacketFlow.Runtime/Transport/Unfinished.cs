namespace PacketFlow.Transport;

/// <summary>A long frame or body whose rest has not come.</summary>
/// <param name="peer">Who sends it, for the log.</param>
/// <param name="giveUp">Ends it, from any thread: there is no room for it any more.</param>
internal sealed class Unfinished(string peer, Action giveUp)
{
    public string Peer => peer;

    /// <summary>Its place among all that ever began.</summary>
    public long Begun { get; set; }

    /// <summary>What it takes of memory.</summary>
    public int Bytes { get; set; }

    public void GiveUp() => giveUp();
}
