namespace PacketFlow.Molecules.Simulation;

/// <summary>Mistakes that the simulation must find: each is planted in the world around the machine, one at a time.</summary>
public enum SimBug
{
    None,

    /// <summary>Effects are performed before the records are durable.</summary>
    ActBeforeAppend,

    /// <summary>Each try has a key of its own.</summary>
    NewKeyPerTry,

    /// <summary>One key for all items of a step.</summary>
    SharedKey,

    /// <summary>The run is not woken when its time comes.</summary>
    LostWakeUp,

    /// <summary>Time is told ahead, so that timers end early.</summary>
    EarlyTimer,

    /// <summary>The journal takes records from whoever was the owner before.</summary>
    NoFencing,

    /// <summary>A batch that was cut off is read as far as it goes.</summary>
    TornBatch,

    /// <summary>What a step gave is forgotten when the run is read again.</summary>
    ForgottenResult,

    /// <summary>That a try began is not written down.</summary>
    UncountedTry,

    /// <summary>What an undo did is forgotten when the run is read again.</summary>
    UndoTwice,

    /// <summary>Every lock is granted at once.</summary>
    NoLocks,

    /// <summary>Resources are taken in the order of the bonds, and held while waiting for the next.</summary>
    LockOrderByBond,

    /// <summary>What a run frees is freed after it took what it needs next, the same perhaps.</summary>
    FreedAfterTaken,

    /// <summary>Locks do not outlive the process that took them.</summary>
    LocksForgotten,

    /// <summary>A step is given another step's payload.</summary>
    WrongPayload,

    /// <summary>A signal is acknowledged before it is durable.</summary>
    LostSignal,

    /// <summary>A try that never answers is never given up.</summary>
    NoTimeout,

    /// <summary>A retry that is due and asks for leave is never given it.</summary>
    ForgottenRetry,

    /// <summary>A late answer of an earlier try is taken for the present one's.</summary>
    LateAnswer,

    /// <summary>What the journal could not write is taken for written.</summary>
    LostWrite,

    /// <summary>A run's time goes back with the clock on the wall, so that its timers are later by as much.</summary>
    PutBackTimer,

    /// <summary>A run within goes on when the run around it goes back.</summary>
    CancelStaysOutside,

    /// <summary>After a crash a step that is a run begins another run, beside the one that it had begun.</summary>
    NewRunWithin,

    /// <summary>A run in the middle of its undo is not gone on with after a crash.</summary>
    LostRun,

    /// <summary>What a run gave is not written down with its end.</summary>
    LostOutput,
}
