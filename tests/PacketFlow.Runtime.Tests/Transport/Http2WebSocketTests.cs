using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace PacketFlow.Transport;

/// <summary>A WebSocket as a stream of an HTTP/2 connection, opened with an extended CONNECT.</summary>
public class Http2WebSocketTests
{
    [Fact]
    public async Task Packet_is_answered_and_both_sides_close()
    {
        await using RunningHost host = await StartAsync();
        using var socket = new ClientWebSocket();
        using HttpMessageInvoker invoker = await ConnectAsync(host, socket, "packetflow.v1.json");

        await SendAsync(socket, """{"type":"submit","seq":3,"payload":{"id":"a","group":"df","element":"echo","data":5}}""");
        JsonNode answer = await ReceiveAsync(socket);

        socket.SubProtocol.ShouldBe("packetflow.v1.json");
        ((string?)answer["type"], (int)answer["seq"]!, (int)answer["payload"]!["data"]!).ShouldBe(("result", 3, 5));
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, TestContext.Current.CancellationToken);
        socket.State.ShouldBe(WebSocketState.Closed);
    }

    [Fact]
    public async Task Message_that_is_none_closes_its_stream_and_no_other()
    {
        await using RunningHost host = await StartAsync();
        using var socket = new ClientWebSocket();
        using var other = new ClientWebSocket();
        using HttpMessageInvoker invoker = await ConnectAsync(host, socket, null);
        await ConnectAsync(host, other, null, invoker);

        await SendAsync(socket, "{");
        await ReceiveAsync(socket);
        await socket.ReceiveAsync(new byte[100].AsMemory(), TestContext.Current.CancellationToken);
        await SendAsync(other, """{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":6}}""");

        socket.CloseStatus.ShouldBe(WebSocketCloseStatus.ProtocolError);
        ((int)(await ReceiveAsync(other))["payload"]!["data"]!).ShouldBe(6);
    }

    [Fact]
    public async Task Host_that_stops_says_so()
    {
        await using RunningHost host = await StartAsync();
        using var socket = new ClientWebSocket();
        using HttpMessageInvoker invoker = await ConnectAsync(host, socket, null);

        Task stopping = host.StopAsync();
        await socket.ReceiveAsync(new byte[100].AsMemory(), TestContext.Current.CancellationToken);

        ((int?)socket.CloseStatus).ShouldBe(1001);
        await stopping.WaitAsync(TcpPeer.Patience, TestContext.Current.CancellationToken);
    }

    private static Task<RunningHost> StartAsync() =>
        RunningHost.StartAsync(new() { ["PacketFlow:Listen:Http2"] = "http://127.0.0.1:0" }, static (_, _) => { }, NumberHandler.Echo);

    private static async Task<HttpMessageInvoker> ConnectAsync(RunningHost host, ClientWebSocket socket, string? protocol, HttpMessageInvoker? invoker = null)
    {
        // The listeners stand in the order in which they were added, and this one is the last.
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last();
        socket.Options.HttpVersion = HttpVersion.Version20;
        socket.Options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (protocol is not null)
        {
            socket.Options.AddSubProtocol(protocol);
        }

        invoker ??= new HttpMessageInvoker(new SocketsHttpHandler());
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/packetflow/v1" }.Uri, invoker, TestContext.Current.CancellationToken);
        return invoker;
    }

    private static Task SendAsync(ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        byte[] buffer = new byte[4096];
        ValueWebSocketReceiveResult received = await socket.ReceiveAsync(buffer.AsMemory(), late.Token);
        return JsonNode.Parse(buffer.AsSpan(0, received.Count))!;
    }
}
