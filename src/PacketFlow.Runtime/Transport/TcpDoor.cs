using System.Net;
using System.Net.Sockets;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Takes TCP connections.</summary>
internal sealed class TcpDoor(ConnectionSet connections, ConnectionSettings settings, ReactorMetrics metrics) : IDisposable
{
    private readonly TransportCounters _counters = metrics.Transport(TransportKind.Tcp);
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private Task _accepting = Task.CompletedTask;

    /// <summary>Begins to listen.</summary>
    /// <returns>Where it listens: the port that was chosen, where the address left that open.</returns>
    /// <exception cref="SocketException">The address is taken, or not one of this machine.</exception>
    public IPEndPoint Start(IPEndPoint endpoint)
    {
        _listener.DualMode = endpoint.AddressFamily == AddressFamily.InterNetworkV6;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(endpoint.AddressFamily == AddressFamily.InterNetwork ? new IPEndPoint(endpoint.Address.MapToIPv6(), endpoint.Port) : endpoint);
        _listener.Listen(backlog: 1024);
        _accepting = AcceptAsync();
        var bound = (IPEndPoint)_listener.LocalEndPoint!;
        return new IPEndPoint(endpoint.Address, bound.Port);
    }

    /// <summary>Takes no more connections; those that are there go on.</summary>
    public async Task StopAsync()
    {
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket socket = await _listener.AcceptAsync().ConfigureAwait(false);
                _ = ServeAsync(socket);
            }
            catch (Exception stopped) when (stopped is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted })
            {
                return;
            }
            catch (SocketException)
            {
                // It left before it was taken, or there is no file handle for it now: the next one may have more luck.
                await Task.Yield();
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.NoDelay = true;
                await connections.ServeAsync(new SocketWire(socket), new LengthFraming(settings.MaxFrameBytes), _counters).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Gone before it began.
            }
        }
    }
}
