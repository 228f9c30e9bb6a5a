using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using PacketFlow.Protocol;
using PacketFlow.Transport;

namespace PacketFlow.Client;

/// <summary>Makes connections to one address.</summary>
internal sealed class Dialer(ServerAddress address, WireSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes a connection that is ready for atoms.</summary>
    /// <param name="lost">Called once when it is lost.</param>
    /// <param name="cancellationToken">Stops to connect.</param>
    /// <exception cref="PacketFlowException">There is nobody, or nobody who speaks the protocol with this client.</exception>
    public async Task<ClientConnection> ConnectAsync(Action<ClientConnection> lost, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        ClientConnection? connection = null;
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            await socket.ConnectAsync(new DnsEndPoint(address.Host, address.Port), either.Token).ConfigureAwait(false);
            connection = await OpenAsync(socket, lost, either.Token).ConfigureAwait(false);
            connection.Start();
            if (settings.Key is { } key && address.Target is null)
            {
                await connection.GreetAsync(key, either.Token).ConfigureAwait(false);
            }

            return connection;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            socket.Dispose();
            throw failure switch
            {
                PacketFlowException => failure,
                OperationCanceledException when cancellationToken.IsCancellationRequested => failure,
                OperationCanceledException => Unavailable($"Nobody answered within {Patience.TotalSeconds} s.", failure),
                _ => Unavailable(failure.Message, failure),
            };
        }
    }

    private async Task<ClientConnection> OpenAsync(Socket socket, Action<ClientConnection> lost, CancellationToken cancellationToken)
    {
        if (address.Target is null)
        {
            return new ClientConnection(new SocketWire(socket), new LengthFraming(settings.MaxFrameBytes), default, settings, lost);
        }

        Stream stream = new NetworkStream(socket, ownsSocket: false);
        Wire wire = new SocketWire(socket);
        if (address.IsSecure)
        {
            var secure = new SslStream(stream, leaveInnerStreamOpen: false, settings.ServerCertificateValidation);
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, cancellationToken).ConfigureAwait(false);
            stream = secure;
            wire = new StreamWire(secure, wire.Peer, wire.Close);
        }

        ReadOnlyMemory<byte> received = await new WebSocketOpening(address, settings.Key).RunAsync(stream, cancellationToken).ConfigureAwait(false);
        return new ClientConnection(wire, new WebSocketFraming(settings.MaxFrameBytes, WebSocketRole.Client), received, settings, lost);
    }

    private PacketFlowException Unavailable(string reason, Exception failure) =>
        new(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"No connection to {address.Text}: {reason}", innerException: failure);
}
