namespace PacketFlow.Transport;

/// <summary>Why a connection ends.</summary>
internal enum CloseReason
{
    /// <summary>The other side left.</summary>
    PeerLeft,

    /// <summary>What came is no frame or no message.</summary>
    ProtocolFault,

    /// <summary>Text that is no UTF-8.</summary>
    NotText,

    /// <summary>A frame longer than the limit.</summary>
    TooLong,

    /// <summary>The other side does not read, or is one too many.</summary>
    Policy,

    /// <summary>A frame was not complete, and others needed its room.</summary>
    Unfinished,

    /// <summary>A frame was begun, and its rest did not come.</summary>
    TooSlow,

    /// <summary>This side is shutting down.</summary>
    Draining,

    /// <summary>A fault of this side.</summary>
    Fault,
}
