namespace PacketFlow;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>A step runs, or is about to.</summary>
    Running,

    /// <summary>It waits for a timer, a signal, a lock or the next try.</summary>
    Waiting,

    /// <summary>Every step is done or was skipped on purpose.</summary>
    Completed,

    /// <summary>It is over; a step of a metallic group failed, the others did their work.</summary>
    Partial,

    /// <summary>It is over without a result, and nothing had to be undone.</summary>
    Failed,

    /// <summary>It failed, and what it had done was undone.</summary>
    Compensated,

    /// <summary>Somebody cancelled it, and what it had done was undone.</summary>
    Cancelled,

    /// <summary>Nobody knows whether a step happened, or an undo did not succeed: a person decides.</summary>
    InDoubt,

    /// <summary>It cannot go on here: this host does not know its molecule, or its journal is damaged. It is kept.</summary>
    Parked,
}
