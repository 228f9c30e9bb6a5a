using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>JSON frames over a WebSocket: what their sender is told.</summary>
public class JsonPacketsTests
{
    /// <summary>A name, the frame, and the code of the <c>error</c> frame with which the connection ends.</summary>
    public static TheoryData<string, string> NoFrames => new()
    {
        { "nothing", "" },
        { "no JSON", "{" },
        { "array", "[]" },
        { "string", "\"submit\"" },
        { "two values", "{\"type\":\"heartbeat\",\"seq\":0} {}" },
        { "type missing", """{"seq":1}""" },
        { "type unknown", """{"type":"shout","seq":1}""" },
        { "type integer", """{"type":1,"seq":1}""" },
        { "type with half of a surrogate pair", """{"type":"submi\ud800","seq":1}""" },
        { "member with half of a surrogate pair", """{"t\ud800":1,"seq":1}""" },
        { "sequence string", """{"type":"heartbeat","seq":"1"}""" },
        { "sequence negative", """{"type":"heartbeat","seq":-1}""" },
        { "sequence too large", """{"type":"heartbeat","seq":4294967296}""" },
        { "sequence fraction", """{"type":"heartbeat","seq":1.5}""" },
        { "comment", """{"type":"heartbeat",/**/"seq":1}""" },
        { "trailing comma", """{"type":"heartbeat","seq":1,}""" },
    };

    /// <summary>A name, the packet, its code, and the place that leads the message.</summary>
    public static TheoryData<string, string, string, string> Packets => new()
    {
        { "nothing", "null", "PF003", "payload" },
        { "array", "[]", "PF003", "payload" },
        { "empty", "{}", "PF003", "id" },
        { "id missing", """{"group":"df","element":"echo","data":1}""", "PF003", "id" },
        { "id integer", """{"id":1,"group":"df","element":"echo","data":1}""", "PF003", "id" },
        { "id half of a surrogate pair", """{"id":"\ud800","group":"df","element":"echo","data":1}""", "PF003", "id" },
        { "group missing", """{"id":"a","element":"echo","data":1}""", "PF003", "group" },
        { "group unknown", """{"id":"a","group":"xx","element":"echo","data":1}""", "PF001", "No handler" },
        { "element missing", """{"id":"a","group":"df","data":1}""", "PF003", "element" },
        { "element unknown", """{"id":"a","group":"df","element":"nobody","data":1}""", "PF001", "No handler" },
        { "data missing", """{"id":"a","group":"df","element":"echo"}""", "PF003", "d" },
        { "data string", """{"id":"a","group":"df","element":"echo","data":"x"}""", "PF003", "d" },
        { "data half of a surrogate pair", """{"id":"a","group":"df","element":"echo","data":"\udc00"}""", "PF003", "data" },
        { "data with a key twice", """{"id":"a","group":"df","element":"echo","data":{"a":1,"a":2}}""", "PF003", "d" },
        { "data too deep", $$"""{"id":"a","group":"df","element":"echo","data":{{new string('[', 65)}}{{new string(']', 65)}}}""", "PF413", "data" },
        { "data far too deep", $$"""{"id":"a","group":"df","element":"echo","data":{{new string('[', 200)}}{{new string(']', 200)}}}""", "PF413", "" },
        { "data a number beyond doubles", """{"id":"a","group":"df","element":"echo","data":1e999}""", "PF003", "data" },
        { "version other", """{"version":"2.0","id":"a","group":"df","element":"echo","data":1}""", "PF003", "version" },
        { "version number", """{"version":1,"id":"a","group":"df","element":"echo","data":1}""", "PF003", "version" },
        { "priority zero", """{"id":"a","group":"df","element":"echo","data":1,"priority":0}""", "PF003", "priority" },
        { "priority eleven", """{"id":"a","group":"df","element":"echo","data":1,"priority":11}""", "PF003", "priority" },
        { "priority string", """{"id":"a","group":"df","element":"echo","data":1,"priority":"5"}""", "PF003", "priority" },
        { "priority map", """{"id":"a","group":"df","element":"echo","data":1,"priority":{"a":1}}""", "PF003", "priority" },
        { "timeout zero", """{"id":"a","group":"df","element":"echo","data":1,"timeout_ms":0}""", "PF003", "timeout_ms" },
        { "timeout negative", """{"id":"a","group":"df","element":"echo","data":1,"timeout_ms":-5}""", "PF003", "timeout_ms" },
        { "timeout string", """{"id":"a","group":"df","element":"echo","data":1,"timeout_ms":"5"}""", "PF003", "timeout_ms" },
        { "metadata array", """{"id":"a","group":"df","element":"echo","data":1,"metadata":[]}""", "PF003", "metadata" },
        { "correlation id integer", """{"id":"a","group":"df","element":"echo","data":1,"metadata":{"correlation_id":1}}""", "PF003", "metadata.correlation_id" },
        { "dependencies string", """{"id":"a","group":"df","element":"echo","data":1,"dependencies":"b"}""", "PF003", "dependencies" },
        { "dependency integer", """{"id":"a","group":"df","element":"echo","data":1,"dependencies":[1]}""", "PF003", "dependencies" },
        { "dependency half of a surrogate pair", """{"id":"a","group":"df","element":"echo","data":1,"dependencies":["\ud800"]}""", "PF003", "payload" },
        { "member half of a surrogate pair", """{"i\ud800":"a","group":"df","element":"echo","data":1}""", "PF003", "" },
    };

    [Theory]
    [MemberData(nameof(NoFrames))]
    public async Task Text_that_is_no_frame_gets_PF002_and_the_end(string name, string text)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer healthy = await host.ConnectWebSocketAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        JsonNode answer = (await peer.AskAsync(text)).ShouldNotBeNull(name);

        ((string?)answer["type"], (string?)answer["payload"]!["code"]).ShouldBe(("error", "PF002"), name);
        (await peer.CloseCodeAsync()).ShouldBe(1002, name);
        await ShouldServeAsync(healthy);
    }

    [Theory]
    [MemberData(nameof(Packets))]
    public async Task Packet_that_must_not_be_gets_its_code_and_the_connection_goes_on(string name, string packet, string code, string place)
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        JsonNode answer = (await peer.AskAsync($$"""{"type":"submit","seq":7,"payload":{{packet}}}""")).ShouldNotBeNull(name);

        ((string?)answer["type"], (int?)answer["seq"]).ShouldBe(("result", 7), answer.ToJsonString());
        ((string?)answer["payload"]!["status"], (string?)answer["payload"]!["error"]!["code"]).ShouldBe(("error", code), answer.ToJsonString());
        ((string)answer["payload"]!["error"]!["message"]!).ShouldStartWith(place);
        await ShouldServeAsync(peer);
    }

    [Fact]
    public async Task Dependency_that_is_done_lets_the_packet_run()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await peer.AskAsync(Submit("first", "echo"));

        JsonNode answer = (await peer.AskAsync(Submit("second", "echo", "\"dependencies\":[\"first\",\"first\"]")))!;

        ((string?)answer["payload"]!["status"]).ShouldBe("success");
    }

    [Fact]
    public async Task Dependencies_that_come_later_are_waited_for()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        await peer.SendTextAsync(Submit("last", "echo", "\"dependencies\":[\"one\",\"two\"]"));
        await peer.SendTextAsync(Submit("one", "echo"));
        await peer.SendTextAsync(Submit("two", "echo"));

        List<string> order = [];
        for (int i = 0; i < 3; i++)
        {
            order.Add((string)(await peer.ReceiveTextAsync())!["payload"]!["packet_id"]!);
        }

        order.Order().ShouldBe(["last", "one", "two"]);
    }

    [Fact]
    public async Task Packets_that_wait_stand_in_one_book_whoever_asks_for_it_first()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        var room = host.Services.GetRequiredService<UnfinishedRoom>();
        Connection[] connections = [.. Enumerable.Range(0, 2000).Select(_ =>
            new Connection(host.Reactor, new ScriptedWire(), new LengthFraming(1024), new ConnectionSettings(), room, new TransportCounters()))];
        int[] there = new int[connections.Length];
        DependencyBook[] Ask() => [.. connections.Select((connection, index) =>
        {
            // Both ask at the same moment.
            Interlocked.Increment(ref there[index]);
            var wait = default(SpinWait);
            while (Volatile.Read(ref there[index]) < 2)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            return connection.Dependencies;
        })];

        Task<DependencyBook[]> one = Task.Factory.StartNew(Ask, TaskCreationOptions.LongRunning);
        Task<DependencyBook[]> other = Task.Factory.StartNew(Ask, TaskCreationOptions.LongRunning);

        (await one).ShouldBe(await other);
    }

    [Fact]
    public async Task Dependency_that_fails_fails_the_packet()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        await peer.SendTextAsync(Submit("early", "echo", "\"dependencies\":[\"bad\"]"));
        JsonNode[] first = [(await peer.AskAsync(Submit("bad", "nobody")))!, (await peer.ReceiveTextAsync())!];
        JsonNode late = (await peer.AskAsync(Submit("late", "echo", "\"dependencies\":[\"bad\"]")))!;

        first.Select(static answer => $"{answer["payload"]!["packet_id"]} {answer["payload"]!["error"]!["code"]}").Order().ShouldBe(["bad PF001", "early PF424"]);
        ((string?)late["payload"]!["packet_id"], (string?)late["payload"]!["error"]!["code"]).ShouldBe(("late", "PF424"));
    }

    [Fact]
    public async Task Dependency_that_never_comes_is_PF424_at_the_timeout()
    {
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();

        JsonNode answer = (await peer.AskAsync(Submit("a", "echo", "\"dependencies\":[\"never\"],\"timeout_ms\":60")))!;

        ((string?)answer["payload"]!["error"]!["code"]).ShouldBe("PF424");
    }

    private static string Submit(string id, string element, string more = "\"metadata\":null") =>
        $$$"""{"type":"submit","seq":3,"payload":{"version":"1.0","id":"{{{id}}}","group":"df","element":"{{{element}}}","data":5,{{{more}}}}}""";

    private static async Task ShouldServeAsync(WebSocketPeer peer)
    {
        JsonNode answer = (await peer.AskAsync(Submit("healthy", "echo")))!;
        ((string?)answer["payload"]!["status"], (int?)answer["payload"]!["data"]).ShouldBe(("success", 5));
    }
}
