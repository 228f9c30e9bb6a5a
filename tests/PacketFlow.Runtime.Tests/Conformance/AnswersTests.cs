using System.Text.Json.Nodes;
using PacketFlow.Transport;

namespace PacketFlow.Conformance;

/// <summary>What a whole host answers to messages of public encoders, and to the same in JSON, member for member.</summary>
public class AnswersTests
{
    private static readonly JsonObject Messages = Vectors.Read("wire-frames.json")["messages"]!.AsObject();

    private static readonly Element Signal = new Element<FlowValue, FlowValue>(AtomGroup.Ed, "signal");

    public static TheoryData<string, string> Submits => [.. Messages
        .Where(static message => message.Key.StartsWith("submit", StringComparison.Ordinal))
        .SelectMany(static message => message.Value!["encodings"]!.AsObject().Select(encoding => (message.Key, encoding.Key)))];

    [Theory]
    [MemberData(nameof(Submits))]
    public async Task Submit_of_every_encoder_is_answered_as_the_documents_do(string message, string encoder)
    {
        await using RunningHost host = await RunningHost.StartAsync(new EchoHandler(Signal));
        await using TcpPeer peer = await host.ConnectAsync();
        JsonNode sent = Messages[message]!["value"]!;
        string hex = (string)Messages[message]!["encodings"]![encoder]!;

        // To no reactor in particular: this one has no number.
        await peer.SendAsync(Convert.FromHexString(hex.Replace("a364737405", "a364737400", StringComparison.Ordinal).Replace("a3647374cdffff", "a364737400", StringComparison.Ordinal)));

        JsonNode answer = (await peer.ReceiveAsync())!;
        Names(answer).ShouldBe(Names(Messages["result"]!["value"]!));
        Names(answer["d"]!).ShouldBe(Names(Messages["result"]!["value"]!["d"]!));
        ((int)answer["v"]!, (int)answer["t"]!, (uint)answer["s"]!, (int)answer["dst"]!, (string?)answer["d"]!["atom_id"])
            .ShouldBe((1, 2, (uint)sent["s"]!, (int)sent["src"]!, (string?)sent["d"]!["id"]));
        JsonNode.DeepEquals(answer["d"]!["data"], Expected(sent["d"]!)).ShouldBeTrue(answer.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Submits))]
    public async Task Submit_in_json_is_answered_as_the_documents_do(string message, string encoder)
    {
        await using RunningHost host = await RunningHost.StartAsync(new EchoHandler(Signal));
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        JsonNode atom = Messages[message]!["value"]!["d"]!;

        JsonNode answer = (await peer.AskAsync($$$"""
            {"type":"submit","seq":4294967295,"payload":{"version":"1.0","id":"{{{atom["id"]}}}","group":"{{{atom["g"]}}}","element":"{{{atom["e"]}}}","data":{{{atom["d"]!.ToJsonString()}}},"priority":7,
            "timeout_ms":3000,"dependencies":[],"metadata":{"encoder":"{{{encoder}}}"} } }
            """))!;

        Names(answer).ShouldBe(["type", "seq", "payload"]);
        Names(answer["payload"]!).ShouldBe(["packet_id", "status", "data", "duration_ms"]);
        ((string?)answer["type"], (uint)answer["seq"]!, (string?)answer["payload"]!["packet_id"], (string?)answer["payload"]!["status"])
            .ShouldBe(("result", uint.MaxValue, (string?)atom["id"], "success"));
        JsonNode.DeepEquals(answer["payload"]!["data"], Expected(atom)).ShouldBeTrue(answer.ToJsonString());
    }

    [Fact]
    public async Task Error_has_the_encoders_members_and_a_code()
    {
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Df, "busy", static (_, _) =>
            throw new ElementException("PF429", ErrorCategory.Retryable, "Reactor temporarily overloaded", TimeSpan.FromSeconds(5))));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync("""{"t":1,"s":12345,"src":1,"d":{"id":"a123","g":"df","e":"busy","d":1}}"""))!;

        JsonNode expected = Messages["error_retryable"]!["value"]!.DeepClone();
        expected["src"] = 0;
        expected["ts"] = (uint)answer["ts"]!;
        expected["d"]!["code"] = "PF429";
        JsonNode.DeepEquals(answer, expected).ShouldBeTrue(answer.ToJsonString());
    }

    [Theory]
    [InlineData("msgpack5")]
    [InlineData("@msgpack/msgpack")]
    [InlineData("msgpackr")]
    public async Task Ping_register_and_batch_of_every_encoder_are_answered(string encoder)
    {
        await using RunningHost host = await RunningHost.StartAsync(new EchoHandler(Signal));
        await using TcpPeer peer = await host.ConnectAsync();
        byte[] Encoded(string message) => Convert.FromHexString(((string)Messages[message]!["encodings"]![encoder]!).Replace("a364737405", "a364737400", StringComparison.Ordinal));

        await peer.SendAsync(Encoded("ping"));
        JsonNode ping = (await peer.ReceiveAsync())!;
        await peer.SendAsync(Encoded("register"));
        JsonNode register = (await peer.ReceiveAsync())!;
        await peer.SendAsync(Encoded("batch_submit"));
        var batch = new Dictionary<string, JsonNode>();
        for (int i = 0; i < 3; i++)
        {
            JsonNode answer = (await peer.ReceiveAsync())!;
            ((int)answer["s"]!).ShouldBe(4);
            batch[(string)answer["d"]!["atom_id"]!] = answer["d"]!;
        }

        ((int)ping["t"]!, (int)ping["s"]!).ShouldBe((2, 2));
        Names(ping["d"]!).ShouldBe(["ok", "load", "queue"]);
        ((int)register["t"]!, (int)register["s"]!).ShouldBe((2, 3));
        Names(register["d"]!).ShouldBe(["id", "reactors"]);
        (batch["a1"]["data"]!["output"]!.ToJsonString(), (string?)batch["a2"]["code"], batch["a3"]["data"]!.ToJsonString())
            .ShouldBe(("""["X"]""", "PF001", """{"event":"e","payload":{}}"""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Peer_of_an_atom_is_chosen_by_the_protocols_hash(int place)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer caller = await host.ConnectAsync();
        var peers = new List<TcpPeer>();
        for (int i = 0; i < 3; i++)
        {
            peers.Add(await host.ConnectAsync());
            await peers[i].AskAsync("""{"t":5,"s":1,"d":{"elements":["df:work"]}}""");
        }

        foreach (JsonNode vector in Vectors.Read("hash-vectors.json")["vectors"]!.AsArray()
            .Where(vector => ((string)vector!["id"]!).Length is > 0 and < 64 && (long)vector["hash"]! % 3 == place).Take(20).Select(static vector => vector!))
        {
            await caller.SendAsync($$$"""{"t":1,"s":1,"d":{"id":{{{vector["id"]!.ToJsonString()}}},"g":"df","e":"work","d":1}}""");
            JsonNode submit = (await peers[place].ReceiveAsync())!;
            await peers[place].SendAsync($$$"""{"t":2,"s":{{{submit["s"]}}},"d":{"data":2}}""");
            ((int)(await caller.ReceiveAsync())!["d"]!["data"]!).ShouldBe(2);
        }

        foreach (TcpPeer peer in peers)
        {
            await peer.DisposeAsync();
        }
    }

    private static string[] Names(JsonNode node) => [.. node.AsObject().Select(static member => member.Key)];

    private static JsonNode Expected(JsonNode atom) => (string)atom["e"]! switch
    {
        "transform" => new JsonObject
        {
            ["output"] = new JsonArray([.. atom["d"]!["input"]!.AsArray().Select(static text => JsonValue.Create(((string)text!).ToUpperInvariant()))]),
        },
        _ => atom["d"]!,
    };
}
