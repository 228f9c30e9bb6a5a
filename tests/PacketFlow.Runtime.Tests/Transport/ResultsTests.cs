using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>Results that a door cannot carry, and the order in which those come that wait.</summary>
public class ResultsTests
{
    private static readonly Element Half = new Element<FlowValue, double>(AtomGroup.Df, "half");

    /// <summary>A result, and whether MessagePack can carry it. JSON carries none of these.</summary>
    public static TheoryData<double> Numbers => new() { double.NaN, double.PositiveInfinity, double.NegativeInfinity };

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Result_that_json_cannot_carry_is_an_error_there_and_a_result_elsewhere(double number)
    {
        await using RunningHost host = await RunningHost.StartAsync(new ResultHandler(Half, number));
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        byte[] atom = PacketCodec.FromJson("""{"id":"a","g":"df","e":"half","d":1}""");

        double inProcess = await host.Client.SubmitAsync<FlowValue, double>(new Element<FlowValue, double>(AtomGroup.Df, "half"), FlowValue.Nil);
        JsonNode json = (await webSocket.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"half","data":1}}"""))!["payload"]!;
        await webSocket.SendRawAsync(WebSocketPeer.Frame(0x82, PacketCodec.FromJson("""{"t":1,"s":2,"d":{"id":"a","g":"df","e":"half","d":1}}""")));
        byte[] binary = (await webSocket.ReceiveAsync())!.Value.Payload;
        using HttpResponseMessage overJson = await http.PostAsync("/atoms", new StringContent("""{"id":"a","group":"df","element":"half","data":1}""", Encoding.UTF8, "application/json"));
        using var packed = new ByteArrayContent(atom);
        packed.Headers.ContentType = new MediaTypeHeaderValue("application/msgpack");
        using HttpResponseMessage overMessagePack = await http.PostAsync("/atoms", packed);

        inProcess.ShouldBe(number);
        ((string?)json["status"], (string?)json["error"]!["code"]).ShouldBe(("error", "PF500"));
        ((string)json["error"]!["message"]!).ShouldContain("cannot be encoded");
        JsonNode answer = JsonNode.Parse(await overJson.Content.ReadAsStringAsync())!;
        ((string?)answer["packet_id"], (string?)answer["status"], (string?)answer["error"]!["code"]).ShouldBe(("a", "error", "PF500"));
        Contains(binary, number).ShouldBeTrue();
        ((int)overMessagePack.StatusCode).ShouldBe(200);
        Contains(await overMessagePack.Content.ReadAsByteArrayAsync(), number).ShouldBeTrue();
    }

    [Fact]
    public async Task Result_that_nobody_can_encode_is_PF500_over_every_door_and_the_next_atom_is_served()
    {
        await using RunningHost host = await RunningHost.StartAsync(new BottomlessHandler(), NumberHandler.Echo);
        await using TcpPeer tcp = await host.ConnectAsync();
        await using WebSocketPeer webSocket = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };

        JsonNode one = (await tcp.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"bottomless","d":1}}"""))!["d"]!;
        JsonNode other = (await webSocket.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"bottomless","data":1}}"""))!["payload"]!["error"]!;
        using HttpResponseMessage response = await http.PostAsync("/atoms", new StringContent("""{"id":"a","group":"df","element":"bottomless","data":1}""", Encoding.UTF8, "application/json"));
        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await host.Client.SubmitAsync("df", "bottomless", 1));

        ((string?)one["code"], (string?)other["code"], (int)response.StatusCode, failure.Code).ShouldBe(("PF500", "PF500", 500, "PF500"));
        ((string)one["message"]!).ShouldContain("The result of df:bottomless cannot be encoded");
        ((int)(await tcp.AskAsync("""{"t":1,"s":2,"d":{"id":"b","g":"df","e":"echo","d":5}}"""))!["d"]!["data"]!).ShouldBe(5);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/msgpack")]
    public async Task Result_of_a_batch_that_cannot_be_written_leaves_no_trace_in_those_around_it(string type)
    {
        await using RunningHost host = await RunningHost.StartAsync(new BottomlessHandler(), new ResultHandler(Half, double.NaN), NumberHandler.Echo);
        using var http = new HttpClient { BaseAddress = host.Http };
        bool isJson = type == "application/json";
        string group = isJson ? "group" : "g", element = isJson ? "element" : "e", data = isJson ? "data" : "d";
        string batch = $"[{string.Join(',', new[] { "echo", "bottomless", "half", "echo", "bottomless", "echo" }.Select((name, index) =>
            $$"""{"id":"a{{index}}","{{group}}":"df","{{element}}":"{{name}}","{{data}}":{{index}}}"""))}]";
        string half = isJson ? "a2 PF500" : "a2 NaN";

        // At first each is handed to its lane; once they have been quick they run where they come in.
        for (int i = 0; i < 20; i++)
        {
            using var content = new ByteArrayContent(isJson ? Encoding.UTF8.GetBytes(batch) : PacketCodec.FromJson(batch));
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            using HttpResponseMessage response = await http.PostAsync("/atoms/batch", content);

            byte[] body = await response.Content.ReadAsByteArrayAsync();
            (isJson ? Answers(JsonNode.Parse(body)!, "packet_id") : Answers(PacketCodec.Deserialize<FlowValue>(body)))
                .ShouldBe(["a0 0", "a1 PF500", half, "a3 3", "a4 PF500", "a5 5"]);
        }
    }

    [Fact]
    public async Task Waiting_atoms_run_by_their_priority()
    {
        var gate = new Gate();
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Rm, "work", (value, call) =>
        {
            order.Enqueue(value);
            return value == 99 ? gate.WaitAsync(value, call) : new(value);
        }));
        await using TcpPeer peer = await host.ConnectAsync();

        // All of one resource: the first holds it until the others wait.
        await peer.SendRawAsync(TcpPeer.Submit(99, "rm", "work"));
        await gate.Entered;
        foreach (int priority in (int[])[1, 5, 10, 2, 9])
        {
            await peer.SendRawAsync(TcpPeer.Submit(priority, "rm", "work", $"\"p\":{priority},"));
        }

        await peer.AskAsync("""{"t":4,"s":3}""");
        gate.Open();
        for (int i = 0; i < 6; i++)
        {
            (await peer.CodeAsync()).ShouldBeNull();
        }

        order.ShouldBe([99, 10, 9, 5, 2, 1]);
    }

    private static IEnumerable<string> Answers(JsonNode answers, string id) =>
        answers.AsArray().Select(answer => $"{answer![id]} {answer["error"]?["code"] ?? answer["data"]}");

    private static IEnumerable<string> Answers(FlowValue answers) =>
        answers.Items.Select(static answer => $"{answer["atom_id"]} {(answer["code"].IsNil ? answer["data"] : answer["code"])}".Replace("\"", "", StringComparison.Ordinal));

    private static bool Contains(byte[] message, double number)
    {
        byte[] expected = PacketCodec.Serialize(number);
        return message.AsSpan().IndexOf(expected) >= 0;
    }
}
