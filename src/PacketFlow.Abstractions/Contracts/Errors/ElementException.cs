namespace PacketFlow;

/// <summary>How a handler fails on purpose: code, category and message reach the caller as they are.</summary>
public sealed class ElementException : PacketFlowException
{
    /// <summary>Fails the atom.</summary>
    /// <param name="code">The handler's own code, or one of <see cref="ErrorCodes"/>.</param>
    /// <param name="category">What the caller may do about it.</param>
    /// <param name="message">What the caller is told.</param>
    /// <param name="retryAfter">How long the caller should wait before another try.</param>
    public ElementException(string code, ErrorCategory category, string message, TimeSpan? retryAfter = null)
        : base(code, category, message, retryAfter)
    {
    }
}
