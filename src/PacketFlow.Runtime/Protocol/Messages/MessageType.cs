namespace PacketFlow.Protocol;

/// <summary>The type of a message, its key <c>t</c>.</summary>
internal enum MessageType
{
    Submit = 1,
    Result = 2,
    Error = 3,
    Ping = 4,
    Register = 5,
    BatchSubmit = 6,
    Hello = 7,
    Cancel = 8,
}
