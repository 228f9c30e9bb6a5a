namespace PacketFlow.Molecules.Core;

/// <summary>Where a step of a run stands.</summary>
internal enum StepPhase : byte
{
    /// <summary>Something before it is not done.</summary>
    Pending,

    /// <summary>It could start, but for a lock or for the others of its metallic group.</summary>
    Ready,
    Active,

    /// <summary>A timer runs or a signal is awaited.</summary>
    Waiting,

    /// <summary>It has its result; the journal gets it with the others of its covalent group.</summary>
    Held,
    Done,
    Skipped,
    Failed,

    /// <summary>Something before it failed, so it never starts.</summary>
    Unreached,

    /// <summary>It may have happened and must not be tried again: a person decides.</summary>
    InDoubt,
}
