using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PacketFlow.CompilerServices;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>How deep a payload may be is one limit: the same in both formats, over every door, whatever stands around it.</summary>
public class DepthTests
{
    private const string Place = "#payload";

    private static readonly JsonDocumentOptions AnyDepth = new() { MaxDepth = 1000 };

    public static TheoryData<int, string> Limits => new()
    {
        { 1, "1" }, { 8, "8" }, { 64, "64" }, { 100, "100" }, { 500, "500" },
    };

    /// <summary>Messages as JSON, with the place of their payload, that have more and less around it.</summary>
    private static readonly (string Name, string Message)[] Messages =
    [
        ("plain", """{"v":1,"t":1,"s":7,"ts":1700000000,"src":0,"dst":0,"d":{"id":"a","g":"df","e":"taken","d":"#payload"}}"""),
        ("with more keys", """{"t":1,"s":7,"cid":"c","d":{"id":"a","g":"df","e":"taken","d":"#payload","k":"k"}}"""),
        ("data before its type", """{"d":{"id":"a","g":"df","e":"taken","d":"#payload"},"t":1,"s":7}"""),
        ("batch", """{"t":6,"s":7,"atoms":[{"id":"a","g":"df","e":"taken","d":"#payload"}]}"""),
        ("batch in data", """{"t":6,"s":7,"d":{"atoms":[{"id":"a","g":"df","e":"taken","d":"#payload"}]}}"""),
    ];

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Payload_in_MessagePack_may_be_as_deep_as_the_limit(int depth, string limit)
    {
        await using RunningHost host = await StartAsync(limit);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        foreach ((string name, string message) in Messages)
        {
            await tcp.SendAsync(Around(message, Arrays(depth)));
            ShouldBeTaken((await tcp.ReceiveAsync())!, name);
            await tcp.SendAsync(Around(message, Arrays(depth + 1)));
            ShouldBeTooDeep((await tcp.ReceiveAsync())!, limit, name);

            await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, Around(message, Arrays(depth))));
            ShouldBeTaken(JsonNode.Parse(PacketCodec.ToJson((await webSocket.ReceiveAsync())!.Value.Payload))!, name);
            await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, Around(message, Arrays(depth + 1))));
            ShouldBeTooDeep(JsonNode.Parse(PacketCodec.ToJson((await webSocket.ReceiveAsync())!.Value.Payload))!, limit, name);
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Payload_in_JSON_may_be_as_deep_as_the_limit(int depth, string limit)
    {
        await using RunningHost host = await StartAsync(limit);
        await using WebSocketPeer json = await host.ConnectWebSocketAsync();
        foreach (string member in (string[])["data", "unknown"])
        {
            JsonNode most = (await json.AskAsync($$"""{"type":"submit","seq":1,"payload":{{Packet(depth, member)}}}"""))!["payload"]!;
            JsonNode more = (await json.AskAsync($$"""{"type":"submit","seq":1,"payload":{{Packet(depth + 1, member)}}}"""))!["payload"]!;

            ((int?)most["data"]).ShouldBe(1, most.ToJsonString());
            ShouldSayTooDeep(more["error"]!, limit, member);
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Body_may_have_a_payload_as_deep_as_the_limit(int depth, string limit)
    {
        await using RunningHost host = await StartAsync(limit);
        using var http = new HttpClient { BaseAddress = host.Http };
        const string Atom = """{"id":"a","g":"df","e":"taken","d":"#payload"}""";
        foreach ((string path, string type, Func<int, byte[]> body) in (IEnumerable<(string, string, Func<int, byte[]>)>)
            [
                ("/atoms", "application/json", static deep => Encoding.UTF8.GetBytes(Packet(deep))),
                ("/atoms/batch", "application/json", static deep => Encoding.UTF8.GetBytes($"[{Packet(deep)}]")),
                ("/atoms", "application/msgpack", static deep => Around(Atom, Arrays(deep))),
                ("/atoms/batch", "application/msgpack", static deep => Around($"[{Atom}]", Arrays(deep))),
            ])
        {
            ((int?)(await PostAsync(http, path, type, body(depth)))["data"]).ShouldBe(1, path + type);
            JsonNode more = await PostAsync(http, path, type, body(depth + 1));
            ShouldSayTooDeep(more["error"] ?? more, limit, path + type);
        }
    }

    [Theory]
    [MemberData(nameof(Limits))]
    public async Task Answer_of_a_registered_peer_may_be_as_deep_as_the_limit(int depth, string limit)
    {
        await using RunningHost host = await StartAsync(limit);
        await using WebSocketPeer caller = await host.ConnectWebSocketAsync();
        foreach (int deep in (int[])[depth, depth + 1])
        {
            await using TcpPeer tcp = await host.ConnectAsync();
            await tcp.AskAsync($$$"""{"t":5,"s":1,"d":{"elements":["df:packed{{{deep}}}"]}}""");
            await caller.SendTextAsync($$$"""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"packed{{{deep}}}","data":1}}""");
            uint asked = (uint)(await tcp.ReceiveAsync())!["s"]!;
            await tcp.SendAsync(Around($$$"""{"t":2,"s":{{{asked}}},"d":{"atom_id":"a","data":"#payload"}}""", Arrays(deep)));
            await ShouldGetAsync(caller, deep == depth ? deep : null);

            await using WebSocketPeer json = await host.ConnectWebSocketAsync();
            await json.AskAsync($$$"""{"type":"register","seq":1,"payload":{"elements":["df:text{{{deep}}}"]}}""");
            await caller.SendTextAsync($$$"""{"type":"submit","seq":1,"payload":{"id":"b","group":"df","element":"text{{{deep}}}","data":1}}""");
            asked = (uint)(await json.ReceiveTextAsync())!["seq"]!;
            await json.SendTextAsync($$$"""{"type":"result","seq":{{{asked}}},"payload":{"status":"success","data":{{{Brackets(deep)}}}}}""");
            await ShouldGetAsync(caller, deep == depth ? deep : null);
        }
    }

    [Fact]
    public async Task Atom_of_a_batch_that_is_too_deep_fails_alone()
    {
        await using RunningHost host = await StartAsync("8");
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendAsync(Around("""{"t":6,"s":7,"atoms":[{"id":"a","g":"df","e":"taken","d":1},{"id":"b","g":"df","e":"taken","d":"#payload"},{"id":"c","g":"df","e":"taken","d":1}]}""", Arrays(9)));
        JsonNode[] answers = [(await peer.ReceiveAsync())!["d"]!, (await peer.ReceiveAsync())!["d"]!, (await peer.ReceiveAsync())!["d"]!];

        answers.Select(static answer => $"{answer["atom_id"]} {answer["code"]}").Order().ShouldBe(["a ", "b PF413", "c "]);
    }

    [Fact]
    public async Task What_is_deep_comes_back_as_it_went()
    {
        await using RunningHost host = await StartAsync("100");
        await using WebSocketPeer json = await host.ConnectWebSocketAsync();

        await json.SendTextAsync($$"""{"type":"submit","seq":1,"payload":{{Packet(100).Replace("taken", "echo", StringComparison.Ordinal)}}}""");

        await ShouldGetAsync(json, 100);
    }

    private static Task<RunningHost> StartAsync(string limit) => RunningHost.StartAsync(
        new() { ["PacketFlow:Limits:depth"] = limit }, static (_, _) => { }, new Taking(), new EchoHandler(new Element<FlowValue, FlowValue>(AtomGroup.Df, "echo")));

    // So many arrays, or PF504 for an answer that could not be read.
    private static async Task ShouldGetAsync(WebSocketPeer caller, int? depth)
    {
        string answer = Encoding.UTF8.GetString((await caller.ReceiveAsync())!.Value.Payload);
        answer.ShouldContain(depth is { } deep ? $"\"data\":{Brackets(deep)}," : "PF504");
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, string type, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using HttpResponseMessage response = await http.PostAsync(path, content);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        JsonNode read = JsonNode.Parse(type == "application/json" ? Encoding.UTF8.GetString(answer) : PacketCodec.ToJson(answer), documentOptions: AnyDepth)!;
        return read is JsonArray all ? all[0]! : read;
    }

    private static void ShouldBeTaken(JsonNode message, string name) => ((int?)message["d"]!["data"]).ShouldBe(1, name + message.ToJsonString());

    private static void ShouldBeTooDeep(JsonNode message, string limit, string name)
    {
        ((int)message["s"]!).ShouldBe(7, name);
        ShouldSayTooDeep(message["d"]!, limit, name);
    }

    private static void ShouldSayTooDeep(JsonNode error, string limit, string name)
    {
        ((string?)error["code"]).ShouldBe("PF413", name);
        ((string)error["message"]!).ShouldContain("nested deeper than", customMessage: name);
        ((string)error["message"]!).ShouldEndWith("which is PacketFlow:Limits:depth", customMessage: $"{name}, {limit}");
    }

    private static string Packet(int depth, string member = "data") => $$"""{"id":"a","group":"df","element":"taken","{{member}}":{{Brackets(depth)}}}""";

    private static string Brackets(int depth) => new string('[', depth) + new string(']', depth);

    private static byte[] Arrays(int depth) => [.. Enumerable.Repeat((byte)0x91, depth - 1), 0x90];

    // The codec's own JSON is never as deep as what is needed here.
    private static byte[] Around(string message, byte[] payload)
    {
        byte[] packed = PacketCodec.FromJson(message);
        byte[] place = PacketCodec.FromJson($"\"{Place}\"");
        int at = packed.AsSpan().IndexOf(place);
        return [.. packed[..at], .. payload, .. packed[(at + place.Length)..]];
    }

    /// <summary>Takes anything.</summary>
    private sealed class Taking() : ElementHandler(new Element<FlowValue, int>(AtomGroup.Df, "taken"))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
        {
            payload.Skip();
            return call.Complete(1, Formatter<int>.Default);
        }
    }
}
