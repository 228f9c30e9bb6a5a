namespace PacketFlow;

/// <summary>
/// A payload with rules that attributes cannot say, such as one between two members. It is asked each time one was read, from a message or
/// from a journal, after the attributes of its members were checked.
/// </summary>
public interface IValidatedPayload
{
    /// <summary>Says what is wrong, or null if nothing is. What it says is answered as <see cref="ErrorCodes.PayloadMismatch"/>.</summary>
    PayloadProblem? Validate();
}
