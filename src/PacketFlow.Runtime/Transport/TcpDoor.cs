using System.Net;
using System.Net.Sockets;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Takes TCP connections.</summary>
internal sealed class TcpDoor(ConnectionSet connections, ConnectionSettings settings) : IDisposable
{
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <summary>Begins to listen.</summary>
    /// <returns>Where it listens: the port that was chosen, where the address left that open.</returns>
    /// <exception cref="SocketException">The address is taken, or not one of this machine.</exception>
    public IPEndPoint Start(IPEndPoint endpoint)
    {
        _listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
        {
            _listener.DualMode = true;
        }

        _listener.Bind(endpoint);
        _listener.Listen(backlog: 1024);
        _accepting = AcceptAsync(_listener);
        return (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>Takes no more connections; those that are there go on.</summary>
    public async Task StopAsync()
    {
        Dispose();
        await _accepting.ConfigureAwait(false);
    }

    public void Dispose() => _listener?.Dispose();

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            try
            {
                Socket socket = await listener.AcceptAsync().ConfigureAwait(false);
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
                LostPeers.Probe(socket);
                await connections.ServeAsync(new SocketWire(socket), new LengthFraming(settings.MaxFrameBytes), TransportKind.Tcp).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // Gone before it began.
            }
        }
    }
}
