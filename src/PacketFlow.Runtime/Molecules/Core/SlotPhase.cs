namespace PacketFlow.Molecules.Core;

/// <summary>Where one piece of a step's work stands.</summary>
internal enum SlotPhase : byte
{
    Idle,
    Running,

    /// <summary>Its try was interrupted when a host stopped; the next host begins another.</summary>
    Interrupted,

    /// <summary>A try failed and the next one is due later.</summary>
    Retrying,

    /// <summary>It has a result that is not in the journal before its partner's is.</summary>
    Held,
    Done,
    Failed,

    /// <summary>It may have happened, and must not be tried again.</summary>
    InDoubt,
}
