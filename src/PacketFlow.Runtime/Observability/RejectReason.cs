namespace PacketFlow.Observability;

/// <summary>Why an atom never started.</summary>
internal enum RejectReason
{
    /// <summary>PF001.</summary>
    NoHandler,

    /// <summary>PF002 and PF003.</summary>
    Invalid,

    /// <summary>PF004.</summary>
    Expired,

    /// <summary>PF401 and PF403.</summary>
    Forbidden,

    /// <summary>PF413.</summary>
    OverLimit,

    /// <summary>PF429.</summary>
    QueueFull,

    /// <summary>PF503.</summary>
    Draining,

    /// <summary>PF409, PF424, PF499 and PF508: another atom, or its caller, decided.</summary>
    Withdrawn,
}
