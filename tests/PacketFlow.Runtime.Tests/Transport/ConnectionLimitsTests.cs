using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>What ends a connection and what keeps it: how many there may be, what a peer may leave unread, and the signs of life.</summary>
public class ConnectionLimitsTests
{
    [Fact]
    public async Task Connection_beyond_the_limit_is_told_and_room_is_given_back()
    {
        await using RunningHost host = await StartAsync(("connections", "2"));
        TcpPeer first = await host.ConnectAsync();
        await ShouldServeAsync(first);
        await using WebSocketPeer second = await host.ConnectWebSocketAsync();
        await second.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":5}}""");
        await using TcpPeer third = await host.ConnectAsync();

        JsonNode refusal = (await third.ReceiveAsync())!;
        using HttpResponseMessage upgrade = await UpgradeAsync(host);

        ((int)refusal["s"]!, (string?)refusal["d"]!["code"], (string?)refusal["d"]!["category"]).ShouldBe((0, "PF503", "retryable"));
        ((string)refusal["d"]!["message"]!).ShouldContain("PacketFlow:Limits:connections");
        (await third.ReceiveAsync()).ShouldBeNull();
        (upgrade.StatusCode, upgrade.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)));
        (await upgrade.Content.ReadAsStringAsync()).ShouldContain("PacketFlow:Limits:connections");
        await ShouldServeAsync(first);

        await first.DisposeAsync();
        await using TcpPeer next = await ServedAsync(host);
        await ShouldServeAsync(next);
    }

    [Fact]
    public async Task Client_beyond_the_limit_learns_why()
    {
        await using RunningHost host = await StartAsync(("connections", "1"));
        await using TcpPeer first = await host.ConnectAsync();
        await ShouldServeAsync(first);

        var failure = await Should.ThrowAsync<PacketFlowException>(async () =>
        {
            await using PacketFlowClient client = await PacketFlowClient.ConnectAsync($"ws://127.0.0.1:{host.Http.Port}");
        });

        (failure.Code, failure.RetryAfter).ShouldBe(("PF503", TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Unsent_bytes_may_wait_up_to_the_limit()
    {
        var wire = new ScriptedWire { IsStuck = true };
        int overflows = 0, losses = 0;
        var box = new OutBox(wire, limit: 100, () => losses++, () => overflows++);
        box.Append(new byte[1000]);

        box.Append(new byte[60]);
        box.Append(new byte[40]);
        (overflows, box.Waiting).ShouldBe((0, 100));

        box.Append(new byte[1]);
        (overflows, losses).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Connection_that_is_lost_is_not_taken_for_one_that_does_not_read()
    {
        var wire = new ScriptedWire { IsStuck = true };
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int overflows = 0;
        var box = new OutBox(wire, limit: 100, lost.SetResult, () => overflows++);
        box.Append(new byte[10]);

        wire.Close();
        await lost.Task.WaitAsync(TcpPeer.Patience);
        box.Append(new byte[1000]);

        overflows.ShouldBe(0);
    }

    [Fact]
    public async Task Peer_that_reads_nothing_is_closed_and_another_goes_on()
    {
        var gate = new Gate();
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:unsent_bytes"] = "65536", ["PacketFlow:Limits:drain_grace_ms"] = "0" },
            static (_, _) => { },
            NumberHandler.Echo,
            new NumberHandler(AtomGroup.Ed, "last", gate.WaitAsync),
            new TextHandler(new Element<string, string>(AtomGroup.Df, "text"), open.Task));
        await using TcpPeer healthy = await host.ConnectAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        string payload = new('x', 100_000);
        for (int i = 0; i < 200; i++)
        {
            await peer.SendAsync($$$"""{"t":1,"s":1,"d":{"id":"{{{i}}}","g":"df","e":"text","d":"{{{payload}}}"}}""");
        }

        await peer.SendAsync("""{"t":1,"s":1,"d":{"id":"last","g":"ed","e":"last","d":1}}""");
        await gate.Entered;
        open.SetResult();

        await LeftAsync(host, 1);
        await ShouldServeAsync(healthy);
    }

    [Fact]
    public async Task Send_that_makes_no_progress_for_two_looks_ends_the_connection()
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(time);
        await using ConnectionSet connections = Connections(host);
        var stuck = new ScriptedWire { IsStuck = true };
        var moving = new ScriptedWire();
        Task serving = connections.ServeAsync(stuck, new LengthFraming(1024), TransportKind.Tcp);
        Task other = connections.ServeAsync(moving, new LengthFraming(1024), TransportKind.Tcp);
        await stuck.GiveAsync(TcpPeer.Submit(1, "df", "echo"));
        await stuck.SentAsync();

        await AskAsync(moving);
        time.Advance(TimeSpan.FromSeconds(10));
        stuck.Closed.IsCompleted.ShouldBeFalse();
        await AskAsync(moving);
        time.Advance(TimeSpan.FromSeconds(9));
        stuck.Closed.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));

        await serving.WaitAsync(TcpPeer.Patience);
        moving.Closed.IsCompleted.ShouldBeFalse();
        await AskAsync(moving);
        connections.Count.ShouldBe(1);
        await moving.GiveAsync([]);
        await other;
    }

    [Fact]
    public async Task Host_stops_though_a_peer_reads_nothing()
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(time);
        ConnectionSet connections = Connections(host);
        var stuck = new ScriptedWire { IsStuck = true };
        Task serving = connections.ServeAsync(stuck, new LengthFraming(1024), TransportKind.Tcp);
        await stuck.GiveAsync(TcpPeer.Submit(1, "df", "echo"));
        await stuck.SentAsync();

        Task stopping = connections.DisposeAsync().AsTask();
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(5));

        await stopping.WaitAsync(TcpPeer.Patience);
        await serving;
    }

    [Fact]
    public async Task Heartbeat_comes_every_thirty_seconds_to_who_speaks_json()
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(time);
        await using WebSocketPeer json = await host.ConnectWebSocketAsync();
        await using WebSocketPeer other = await host.ConnectWebSocketAsync();
        await json.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":5}}""");
        await other.SendRawAsync(WebSocketPeer.Frame(0x82, PacketCodec.FromJson("""{"t":4,"s":1}""")));
        await other.ReceiveAsync();

        for (int i = 1; i <= 2; i++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            JsonNode heartbeat = (await json.ReceiveTextAsync())!;
            ((string?)heartbeat["type"], (uint)heartbeat["seq"]!, (long)heartbeat["payload"]!["timestamp"]!)
                .ShouldBe(("heartbeat", 0u, time.GetUtcNow().ToUnixTimeMilliseconds()));
        }

        time.Advance(TimeSpan.FromSeconds(29));
        ((int)(await json.AskAsync("""{"type":"submit","seq":2,"payload":{"id":"b","group":"df","element":"echo","data":6}}"""))!["seq"]!).ShouldBe(2);
        await other.SendRawAsync(WebSocketPeer.Frame(0x82, PacketCodec.FromJson("""{"t":4,"s":9}""")));
        ((int)JsonNode.Parse(PacketCodec.ToJson((await other.ReceiveAsync())!.Value.Payload))!["s"]!).ShouldBe(9);
    }

    private static Task<RunningHost> StartAsync(params (string Key, string Value)[] limits) => RunningHost.StartAsync(
        limits.ToDictionary(static limit => "PacketFlow:Limits:" + limit.Key, static limit => (string?)limit.Value), static (_, _) => { }, NumberHandler.Echo);

    private static Task<RunningHost> StartAsync(SteppedTime time) =>
        RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo);

    private static ConnectionSet Connections(RunningHost host) => new(
        host.Reactor, new ConnectionSettings(), host.Services.GetRequiredService<UnfinishedRoom>(), host.Services.GetRequiredService<ReactorMetrics>(), NullLoggerFactory.Instance);

    private static async Task AskAsync(ScriptedWire wire)
    {
        await wire.GiveAsync(TcpPeer.Submit(1, "df", "echo"));
        await wire.SentAsync();
    }

    private static async Task ShouldServeAsync(TcpPeer peer) =>
        ((int)(await peer.AskAsync("""{"t":1,"s":77,"d":{"id":"healthy","g":"df","e":"echo","d":5}}"""))!["d"]!["data"]!).ShouldBe(5);

    // The place of one that has left is free when the host has noticed.
    private static async Task<TcpPeer> ServedAsync(RunningHost host)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (true)
        {
            TcpPeer peer = await host.ConnectAsync();
            if (await peer.AskAsync("""{"t":4,"s":1}""") is { } answer && (int)answer["t"]! == 2)
            {
                return peer;
            }

            await peer.DisposeAsync();
            late.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task<HttpResponseMessage> UpgradeAsync(RunningHost host)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Http, "/packetflow/v1"));
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await http.SendAsync(request);
    }

    private static async Task LeftAsync(RunningHost host, int connections)
    {
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (host.Services.GetRequiredService<ConnectionSet>().Count > connections)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
