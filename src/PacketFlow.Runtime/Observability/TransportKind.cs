namespace PacketFlow.Observability;

/// <summary>What a connection came over.</summary>
internal enum TransportKind
{
    Tcp,
    WebSocket,
    Http,
}
