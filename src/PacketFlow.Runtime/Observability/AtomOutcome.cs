namespace PacketFlow.Observability;

/// <summary>How an atom ended that had started.</summary>
internal enum AtomOutcome
{
    Completed,
    Failed,
    TimedOut,
    Cancelled,
}
