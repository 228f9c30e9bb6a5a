namespace PacketFlow.Protocol;

/// <summary>Which side of a WebSocket this is: a client masks what it sends, a server does not.</summary>
internal enum WebSocketRole
{
    Server,
    Client,
}
