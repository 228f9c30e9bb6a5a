namespace PacketFlow;

/// <summary>What a payload finds wrong with itself.</summary>
public sealed class PayloadProblem
{
    /// <summary>Says what is wrong, and where.</summary>
    /// <param name="message">What the sender is told, after the path: <c>must not be before the start</c>.</param>
    /// <param name="member">The member that it is about, best as <c>nameof(End)</c>. Default: the payload itself.</param>
    public PayloadProblem(string message, string? member = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(message);
        Message = message;
        Member = member;
    }

    /// <summary>What the sender is told.</summary>
    public string Message { get; }

    /// <summary>The member that it is about, or null for the payload itself. The sender is told its name on the wire.</summary>
    public string? Member { get; }
}
