using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>An HTTP connection's place among all connections. Requests find it among their features.</summary>
internal sealed class HttpPlace
{
    private readonly ConnectionSet? _connections;
    private readonly TransportCounters? _counters;
    private int _hasLeft;

    public HttpPlace(ConnectionSet connections, TransportCounters counters)
    {
        (_connections, _counters) = (connections, counters);
        counters.Opened();
    }

    private HttpPlace() => _hasLeft = 1;

    /// <summary>What a connection has for which there is no place.</summary>
    public static HttpPlace None { get; } = new();

    /// <summary>Gives it back: the connection has ended, or is about to be a WebSocket, which takes a place of its own.</summary>
    public void Leave()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _connections!.LeavePlace();
            _counters!.Closed();
        }
    }
}
