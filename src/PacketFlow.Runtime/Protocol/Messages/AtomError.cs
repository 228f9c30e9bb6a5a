namespace PacketFlow.Protocol;

/// <summary>Why an atom failed, as its caller is told.</summary>
internal readonly record struct AtomError(string Code, ErrorCategory Category, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>The category as it stands on the wire.</summary>
    public static ReadOnlySpan<byte> NameOf(ErrorCategory category) => category switch
    {
        ErrorCategory.Retryable => "retryable"u8,
        ErrorCategory.Routing => "routing"u8,
        _ => "fatal"u8,
    };

    /// <summary>What a peer says about when to try again; null where it is no time.</summary>
    public static TimeSpan? RetryAfterOf(double seconds) =>
        seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>The category that a name on the wire stands for, or null.</summary>
    public static ErrorCategory? CategoryOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("retryable"u8) ? ErrorCategory.Retryable
        : name.SequenceEqual("routing"u8) ? ErrorCategory.Routing
        : name.SequenceEqual("fatal"u8) ? ErrorCategory.Fatal
        : null;

    /// <summary>What an exception tells a caller.</summary>
    public static AtomError Of(PacketFlowException failure) => new(failure.Code, failure.Category, failure.Message, failure.RetryAfter);

    /// <summary>The exception that a caller gets.</summary>
    public PacketFlowException ToException(string? atomId) => new(Code, Category, Message, RetryAfter, atomId);
}
