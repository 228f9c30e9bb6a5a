namespace PacketFlow.Protocol;

/// <summary>The type of a JSON frame.</summary>
internal enum JsonFrameType
{
    Submit,
    Result,
    Error,
    Heartbeat,
    Register,
}
