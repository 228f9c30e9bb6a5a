namespace PacketFlow.Molecules.Journals;

/// <summary>A journal that cannot do what it must.</summary>
internal sealed class JournalException(string message, Exception? innerException = null)
    : PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, message, innerException: innerException);
