namespace PacketFlow.Observability;

/// <summary>How a step's try ended, as its run's journal has it.</summary>
internal enum TryOutcome
{
    Completed,
    Failed,
    TimedOut,
    Cancelled,

    /// <summary>Its host stopped or was lost, or it goes by what a partner takes back.</summary>
    Interrupted,

    /// <summary>It may have happened and is not repeated.</summary>
    InDoubt,
}
