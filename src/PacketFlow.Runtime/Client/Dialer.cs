using System.Net;
using System.Net.Sockets;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>Makes connections to one address.</summary>
internal sealed class Dialer
{
    private const int DefaultPort = 8444;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DnsEndPoint _endpoint;
    private readonly int _maxFrameBytes;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The address is none that a client can connect to.</exception>
    public Dialer(string address, int maxFrameBytes, TimeProvider time)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Scheme != "tcp" || uri.Host.Length == 0 || uri.Port == 0 || uri.PathAndQuery is not ("" or "/"))
        {
            throw new ArgumentException($"'{address}' is no address to connect to. Write tcp://host:port, as in tcp://127.0.0.1:{DefaultPort}.", nameof(address));
        }

        _endpoint = new DnsEndPoint(uri.IdnHost, uri.Port < 0 ? DefaultPort : uri.Port);
        _maxFrameBytes = maxFrameBytes;
        _time = time;
    }

    /// <summary>Makes a connection.</summary>
    /// <exception cref="SocketException">There is nobody.</exception>
    /// <exception cref="TimeoutException">Nobody answers.</exception>
    public async Task<ClientConnection> ConnectAsync(WireSettings settings, Action<ClientConnection> lost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(_endpoint, either.Token).ConfigureAwait(false);
            return new ClientConnection(new SocketWire(socket), new LengthFraming(_maxFrameBytes), settings, lost);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"Nobody answered within {Patience.TotalSeconds} s.", late);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
