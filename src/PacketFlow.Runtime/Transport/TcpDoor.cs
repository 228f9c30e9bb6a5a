using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>Takes TCP connections.</summary>
internal sealed class TcpDoor(ConnectionSet connections, ConnectionSettings settings, HandleReserve handles, TimeProvider time, ILoggerFactory logs) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
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
        var loop = new AcceptLoop(AcceptAsync, socket => _ = ServeAsync(socket), time, new SafeLogger(logs.CreateLogger("PacketFlow.Connections")));
        _accepting = loop.RunAsync(_stop.Token);
        return (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>Takes no more connections; those that are there go on.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener?.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _listener?.Dispose();
    }

    private async ValueTask<Socket> AcceptAsync(CancellationToken stop)
    {
        handles.ThrowIfOut();
        Socket socket = await _listener!.AcceptAsync(stop).ConfigureAwait(false);
        handles.Reaches(socket.SafeHandle);
        return socket;
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
