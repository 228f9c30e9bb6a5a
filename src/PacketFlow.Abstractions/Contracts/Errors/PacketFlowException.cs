namespace PacketFlow;

/// <summary>What a caller gets when an atom, a pipeline or a molecule fails. Every typed error derives from it.</summary>
public class PacketFlowException : Exception
{
    /// <summary>Makes an error with its code, category and message.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>, or a handler's own.</param>
    /// <param name="category">What the caller may do about it.</param>
    /// <param name="message">What went wrong and what to do, without internals.</param>
    /// <param name="retryAfter">How long to wait before another try, if known.</param>
    /// <param name="atomId">The atom that failed, if there was one.</param>
    /// <param name="innerException">The cause, where it may be shown.</param>
    public PacketFlowException(
        string code,
        ErrorCategory category,
        string message,
        TimeSpan? retryAfter = null,
        string? atomId = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        Code = code;
        Category = category;
        RetryAfter = retryAfter;
        AtomId = atomId;
    }

    /// <summary>The code, as it stands on the wire: <c>PF408</c>.</summary>
    public string Code { get; }

    /// <summary>What the caller may do about it.</summary>
    public ErrorCategory Category { get; }

    /// <summary>How long to wait before another try, if known.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The id of the atom that failed, if there was one.</summary>
    public string? AtomId { get; }
}
