using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>Each limit of a connection: what is just allowed, and what is one too many and told which key says so.</summary>
public class LimitsTests
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
        int overflows = 0;
        var box = new OutBox(wire, limit: 100, () => overflows++);
        box.Append(new byte[1000]);

        box.Append(new byte[60]);
        box.Append(new byte[40]);
        (overflows, box.Waiting).ShouldBe((0, 100));

        box.Append(new byte[1]);
        overflows.ShouldBe(1);
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

    [Fact]
    public async Task Frame_may_be_as_long_as_the_limit_over_every_door()
    {
        await using RunningHost host = await StartAsync(("frame_bytes", "2000"));
        byte[] Message(int length) => Padded("""{"t":1,"s":7,"x":"#","d":{"id":"a","g":"df","e":"echo","d":5}}""", length);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        await using WebSocketPeer fragments = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };

        await tcp.SendAsync(Message(2000));
        (await tcp.CodeAsync()).ShouldBeNull();
        await tcp.SendAsync(Message(2001));
        JsonNode refusal = (await tcp.ReceiveAsync())!;
        ((string?)refusal["d"]!["code"], ((string)refusal["d"]!["message"]!).Contains("PacketFlow:Limits:frame_bytes", StringComparison.Ordinal)).ShouldBe(("PF413", true));
        (await tcp.ReceiveAsync()).ShouldBeNull();

        await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, Message(2000)));
        (await webSocket.ReceiveAsync())!.Value.First.ShouldBe(0x82);
        await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, Message(2001)));
        (await webSocket.CloseCodeAsync()).ShouldBe(1009);

        await fragments.SendRawAsync([.. WebSocketPeer.Frame(0x02, Message(2000).AsSpan(0, 1000)), .. WebSocketPeer.Frame(0x80, Message(2000).AsSpan(1000))]);
        (await fragments.ReceiveAsync())!.Value.First.ShouldBe(0x82);
        await fragments.SendRawAsync([.. WebSocketPeer.Frame(0x02, Message(2001).AsSpan(0, 1000)), .. WebSocketPeer.Frame(0x80, Message(2001).AsSpan(1000))]);
        (await fragments.CloseCodeAsync()).ShouldBe(1009);

        foreach (bool chunked in (bool[])[false, true])
        {
            using HttpResponseMessage most = await http.PostAsync("/atoms", Body(2000, chunked));
            using HttpResponseMessage more = await http.PostAsync("/atoms", Body(2001, chunked));
            (most.StatusCode, more.StatusCode).ShouldBe((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge));
            (await more.Content.ReadAsStringAsync()).ShouldContain("PacketFlow:Limits:frame_bytes");
        }
    }

    [Fact]
    public async Task Atoms_in_flight_may_be_as_many_as_the_limit()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:in_flight"] = "3" }, static (_, _) => { }, new NumberHandler(AtomGroup.Df, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer other = await host.ConnectAsync();
        await peer.SendRawAsync([.. TcpPeer.Submit(1, "df", "wait"), .. TcpPeer.Submit(2, "df", "wait"), .. TcpPeer.Submit(3, "df", "wait"), .. TcpPeer.Submit(4, "df", "wait")]);

        JsonNode refusal = (await peer.ReceiveAsync())!;
        await other.SendRawAsync(TcpPeer.Submit(1, "df", "wait"));
        gate.Open();

        ((int)refusal["s"]!, (string?)refusal["d"]!["code"], (int)refusal["d"]!["retry_after"]!).ShouldBe((4, "PF429", 1));
        ((string)refusal["d"]!["message"]!).ShouldContain("PacketFlow:Limits:in_flight");
        (await other.CodeAsync()).ShouldBeNull();
        for (int i = 0; i < 3; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        await peer.SendRawAsync(TcpPeer.Submit(5, "df", "wait"));
        (await peer.CodeAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Packets_that_wait_for_others_are_in_flight()
    {
        await using RunningHost host = await StartAsync(("in_flight", "3"));
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        for (int i = 1; i <= 4; i++)
        {
            await peer.SendTextAsync($$$"""{"type":"submit","seq":{{{i}}},"payload":{"id":"{{{i}}}","group":"df","element":"echo","data":5,"dependencies":["never"]}}""");
        }

        JsonNode refusal = (await peer.ReceiveTextAsync())!;

        ((int)refusal["seq"]!, (string?)refusal["payload"]!["error"]!["code"]).ShouldBe((4, "PF429"));
    }

    [Fact]
    public async Task Lane_may_hold_as_many_as_the_limit()
    {
        var gate = new Gate();
        await using RunningHost host = await RunningHost.StartAsync(
            new() { ["PacketFlow:Limits:lane_queue"] = "2" }, static (_, _) => { }, new NumberHandler(AtomGroup.Rm, "work", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "rm", "work"));
        await gate.Entered;

        // One runs, and two may wait for what it holds.
        await peer.SendRawAsync([.. Enumerable.Range(2, 3).SelectMany(static i => TcpPeer.Submit(i, "rm", "work"))]);

        JsonNode refusal = (await peer.ReceiveAsync())!;
        ((int)refusal["s"]!, (string?)refusal["d"]!["code"], (int)refusal["d"]!["retry_after"]!).ShouldBe((4, "PF429", 1));
        ((string)refusal["d"]!["message"]!).ShouldContain("PacketFlow:Limits:lane_queue");
        gate.Open();
        for (int i = 0; i < 3; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("atom_id_bytes", "id")]
    [InlineData("element_name_bytes", "e")]
    [InlineData("correlation_id_bytes", "cid")]
    [InlineData("atom_id_bytes", "k")]
    public async Task Name_may_be_as_long_as_the_limit(string key, string field)
    {
        string name = new('n', 16);
        await using RunningHost host = await RunningHost.StartAsync(
            new() { [$"PacketFlow:Limits:{key}"] = "16" },
            static (_, _) => { },
            NumberHandler.Echo,
            new NumberHandler(AtomGroup.Df, name, static (value, _) => new(value)),
            new NumberHandler(AtomGroup.Df, name + "n", static (value, _) => new(value)));
        await using TcpPeer peer = await host.ConnectAsync();
        string Message(string text) => field == "cid"
            ? $$$"""{"t":1,"s":7,"cid":"{{{text}}}","d":{"id":"a","g":"df","e":"echo","d":1}}"""
            : $$$"""{"t":1,"s":7,"d":{"id":"{{{(field == "id" ? text : "a")}}}","g":"df","e":"{{{(field == "e" ? text : "echo")}}}","d":1{{{(field == "k" ? $",\"k\":\"{text}\"" : "")}}}}}""";

        string? most = (string?)(await peer.AskAsync(Message(name)))!["d"]!["code"];
        JsonNode more = (await peer.AskAsync(Message(name + "n")))!["d"]!;

        most.ShouldBeNull();
        ((string?)more["code"], (string?)more["message"]).ShouldBe(("PF413", $"{field}: longer than 16 bytes, which is PacketFlow:Limits:{key}"));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "PF413")]
    public async Task Batch_may_be_as_long_as_the_limit(int count, string? code)
    {
        await using RunningHost host = await StartAsync(("batch_atoms", "3"));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync(
            """{"t":6,"s":7,"atoms":[""" + string.Join(',', Enumerable.Range(0, count).Select(static i => $$"""{"id":"{{i}}","g":"df","e":"echo","d":1}""")) + "]}"))!;

        ((string?)answer["d"]!["code"]).ShouldBe(code);
        (code is null || ((string)answer["d"]!["message"]!).Contains("PacketFlow:Limits:batch_atoms", StringComparison.Ordinal)).ShouldBeTrue();
    }

    private static Task<RunningHost> StartAsync(params (string Key, string Value)[] limits) => RunningHost.StartAsync(
        limits.ToDictionary(static limit => "PacketFlow:Limits:" + limit.Key, static limit => (string?)limit.Value), static (_, _) => { }, NumberHandler.Echo);

    private static Task<RunningHost> StartAsync(SteppedTime time) =>
        RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo);

    private static ConnectionSet Connections(RunningHost host) => new(
        host.Reactor, new ConnectionSettings(), host.Services.GetRequiredService<ReactorMetrics>(), NullLoggerFactory.Instance);

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

    private static byte[] Padded(string json, int length)
    {
        int least = PacketCodec.FromJson(json.Replace("#", new string('x', 1000), StringComparison.Ordinal)).Length;
        byte[] message = PacketCodec.FromJson(json.Replace("#", new string('x', 1000 + length - least), StringComparison.Ordinal));
        message.Length.ShouldBe(length);
        return message;
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static StringContent Body(int length, bool chunked)
    {
        StringContent content = Json("""{"id":"a","group":"df","element":"echo","data":5}""".PadRight(length));
        content.Headers.ContentLength = chunked ? null : length;
        return content;
    }
}
