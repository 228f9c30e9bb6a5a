using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Each limit of what a peer sends: what is just allowed, and what is one too many and told which key says so.</summary>
public class LimitsTests
{
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
    [InlineData("atom_id_bytes", "rk")]
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
        string Message(string text) => field is "cid" or "rk"
            ? $$$"""{"t":1,"s":7,"{{{field}}}":"{{{text}}}","d":{"id":"a","g":"df","e":"echo","d":1}}"""
            : $$$"""{"t":1,"s":7,"d":{"id":"{{{(field == "id" ? text : "a")}}}","g":"df","e":"{{{(field == "e" ? text : "echo")}}}","d":1{{{(field == "k" ? $",\"k\":\"{text}\"" : "")}}}}}""";

        string? most = (string?)(await peer.AskAsync(Message(name)))!["d"]!["code"];
        JsonNode more = (await peer.AskAsync(Message(name + "n")))!["d"]!;

        most.ShouldBeNull();
        ((string?)more["code"], (string?)more["message"]).ShouldBe(("PF413", $"{field}: longer than 16 bytes, which is PacketFlow:Limits:{key}"));
    }

    [Fact]
    public async Task Id_of_a_dependency_may_be_as_long_as_that_of_an_atom()
    {
        await using RunningHost host = await StartAsync(("atom_id_bytes", "16"));
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        string Packet(string id, string dependency) => $$$"""{"type":"submit","seq":7,"payload":{"id":"{{{id}}}","group":"df","element":"echo","data":5,"dependencies":["{{{dependency}}}"]}}""";
        string longest = new('n', 16);
        await peer.SendTextAsync(Packet("waits", longest));

        JsonNode more = (await peer.AskAsync(Packet("a", longest + "n")))!["payload"]!;
        await peer.SendTextAsync($$$"""{"type":"submit","seq":8,"payload":{"id":"{{{longest}}}","group":"df","element":"echo","data":5}}""");
        string[] done = [(string)(await peer.ReceiveTextAsync())!["payload"]!["packet_id"]!, (string)(await peer.ReceiveTextAsync())!["payload"]!["packet_id"]!];

        ((string?)more["error"]!["code"], (string?)more["error"]!["message"]).ShouldBe(("PF413", "dependencies: longer than 16 bytes, which is PacketFlow:Limits:atom_id_bytes"));
        done.ShouldBe([longest, "waits"], ignoreOrder: true);
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
