using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PacketFlow.Observability;
using PacketFlow.Protocol;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Takes WebSockets: the web server upgrades the connection, the frames are ours.</summary>
internal sealed class WebSocketDoor(ConnectionSet connections, ConnectionSettings settings)
{
    /// <summary>Serves <c>GET /packetflow/v1</c>, and over HTTP/2 an extended <c>CONNECT</c> of it.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        string? key = context.Request.Headers.SecWebSocketKey;
        IHttpUpgradeFeature? upgrade = context.Features.Get<IHttpUpgradeFeature>();
        IHttpExtendedConnectFeature? connect = context.Features.Get<IHttpExtendedConnectFeature>();
        bool isOverHttp2 = connect is { IsExtendedConnect: true, Protocol: "websocket" };
        if (!isOverHttp2 && !IsUpgrade(context.Request, upgrade))
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "This is a WebSocket: connect with ws:// and speak packetflow.v1.json or packetflow.v1.msgpack.").ConfigureAwait(false);
            return;
        }

        // The key proves that both sides mean HTTP/1.1's upgrade. Over HTTP/2 there is none.
        if (context.Request.Headers.SecWebSocketVersion != "13" || !(isOverHttp2 || WebSocketHandshake.IsKey(key)))
        {
            context.Response.Headers.SecWebSocketVersion = "13";
            await RefuseAsync(context, HttpStatus.BadRequest, "Sec-WebSocket-Version must be 13 and Sec-WebSocket-Key sixteen bytes as base64.").ConfigureAwait(false);
            return;
        }

        if (!SameOrigin.Is(context.Request))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, $"The Origin is not {context.Request.Host}. Serve the page from there; programs leave Origin out.").ConfigureAwait(false);
            return;
        }

        string peer = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        HttpPlace? place = context.Features.Get<HttpPlace>();
        bool hasOwn = place is not null && !isOverHttp2;
        if (place == HttpPlace.None || (connections.IsFull && !hasOwn))
        {
            connections.TurnAway(peer, TransportKind.WebSocket);
            AtomError full = ReactorErrors.TooManyConnections(settings.MaxConnections);
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, HttpStatus.Of(full.Code), full.Message).ConfigureAwait(false);
            return;
        }

        if (context.Features.Get<IConnectionSocketFeature>() is { } connection)
        {
            LostPeers.Probe(connection.Socket);
        }

        if (Subprotocol(context.Request) is { } protocol)
        {
            context.Response.Headers.SecWebSocketProtocol = protocol;
        }

        Stream stream;
        if (isOverHttp2)
        {
            stream = await connect!.AcceptAsync().ConfigureAwait(false);
        }
        else
        {
            context.Response.Headers.SecWebSocketAccept = WebSocketHandshake.Accept(key!);
            context.Response.Headers.Upgrade = "websocket";
            stream = await upgrade!.UpgradeAsync().ConfigureAwait(false);
        }

        await using ConfiguredAsyncDisposable closing = stream.ConfigureAwait(false);
        if (hasOwn)
        {
            place!.Leave();
        }

        var wire = new StreamWire(stream, peer, context.Abort);
        await connections.ServeAsync(wire, new WebSocketFraming(settings.MaxFrameBytes), TransportKind.WebSocket).ConfigureAwait(false);
    }

    private static bool IsUpgrade(HttpRequest request, IHttpUpgradeFeature? upgrade) =>
        upgrade is { IsUpgradableRequest: true } && !HttpProtocol.IsHttp10(request.Protocol)
        && request.Headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase);

    // The first of ours that the peer offers; without one the kind of each frame decides.
    private static string? Subprotocol(HttpRequest request) =>
        request.Headers.GetCommaSeparatedValues("Sec-WebSocket-Protocol")
            .FirstOrDefault(static offered => offered is WebSocketHandshake.JsonProtocol or WebSocketHandshake.MessagePackProtocol);

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(message, context.RequestAborted);
    }
}
