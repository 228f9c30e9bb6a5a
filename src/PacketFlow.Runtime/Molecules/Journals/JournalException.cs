namespace PacketFlow.Molecules.Journals;

/// <summary>A journal that cannot do what it must.</summary>
internal sealed class JournalException(string message, Exception? innerException = null)
    : PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, message, innerException: innerException)
{
    /// <summary>Whether it is the record that is damaged: asking again does not help.</summary>
    public bool IsDamage { get; init; }
}
