namespace PacketFlow.Molecules.Core;

/// <summary>What can happen to a run from outside.</summary>
internal enum OccurrenceKind : byte
{
    /// <summary>Time has passed.</summary>
    Tick,

    /// <summary>It begins.</summary>
    Begin,

    /// <summary>It was read from the journal by a host that starts.</summary>
    Recover,

    /// <summary>A try ended, with a result or an error.</summary>
    TryEnded,

    /// <summary>The host stops in the middle of a try.</summary>
    Interrupt,

    /// <summary>The resources of a lock set are the run's.</summary>
    LocksGranted,

    /// <summary>A retry of a step may begin that was due and asked for.</summary>
    RetryGranted,

    /// <summary>A signal for a step.</summary>
    Signal,

    /// <summary>Somebody wants the run to end.</summary>
    Cancel,

    /// <summary>Somebody wants the failed steps tried again.</summary>
    Resume,
}
