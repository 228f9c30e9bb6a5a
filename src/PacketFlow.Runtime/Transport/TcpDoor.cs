using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Takes TCP connections and serves each until it ends.</summary>
internal sealed class TcpDoor(LocalReactor reactor, ConnectionSettings settings, int maxConnections) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Connection, Task> _connections = new();
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private Task _accepting = Task.CompletedTask;

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint Endpoint => (IPEndPoint)_listener.LocalEndPoint!;

    public int Connections => _connections.Count;

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">The address is taken, or not one of this machine.</exception>
    public void Start(IPEndPoint endpoint)
    {
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(endpoint);
        _listener.Listen(backlog: 1024);
        _accepting = AcceptAsync();
    }

    /// <summary>Takes no more connections; those that are there go on.</summary>
    public async Task StopListeningAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Sends what is left to send and ends every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        await Task.WhenAll(_connections.Keys.Select(static connection => connection.CloseAsync(CloseReason.Draining))).ConfigureAwait(false);
        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception stopped) when (stopped is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted })
            {
                return;
            }
            catch (SocketException)
            {
                // This one left before it was taken, or there is no file handle for it now: the next may have more luck.
                continue;
            }

            if (_connections.Count >= maxConnections)
            {
                socket.Dispose();
                continue;
            }

            Serve(socket);
        }
    }

    private void Serve(Socket socket)
    {
        Wire wire;
        try
        {
            socket.NoDelay = true;
            wire = new SocketWire(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return;
        }

        var connection = new Connection(reactor, wire, new LengthFraming(settings.MaxFrameBytes), settings);
        _connections[connection] = connection.Closed;
        _ = ServeAsync(connection);
    }

    private async Task ServeAsync(Connection connection)
    {
        await connection.RunAsync().ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
    }
}
