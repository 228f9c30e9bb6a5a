using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Molecules;
using PacketFlow.Observability;

namespace PacketFlow.Transport;

/// <summary>A peer that handles elements: what it is told, and what whoever waits for it is told.</summary>
public class RegisteredPeerTests
{
    internal const string InText = """{"type":"register","seq":1,"payload":{"elements":["df:theirs"]}}""";

    /// <summary>Payloads of <c>result</c> frames that are no result.</summary>
    public static TheoryData<string> NoAnswers => ["[]", "null", "1", """{"status":"success","data":{"a":1,"a":2}}""", """{"status":7}""", """{"status":"error","error":{"code":{}}}"""];

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public async Task Answer_in_JSON_that_is_none_fails_its_atom_and_ends_the_connection_with_the_reason(string payload)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await peer.AskAsync(InText);
        Task<AtomResult<FlowValue>> waiting = SubmitAsync(host);
        uint sequence = (uint)(await peer.ReceiveTextAsync())!["seq"]!;

        JsonNode told = (await peer.AskAsync($$"""{"type":"result","seq":{{sequence}},"payload":{{payload}}}"""))!;

        ((string?)told["type"], (uint)told["seq"]!, (string?)told["payload"]!["code"]).ShouldBe(("error", sequence, "PF002"));
        (await peer.CloseCodeAsync()).ShouldBe(1002);
        PacketFlowException failure = (await waiting).Error!;
        (failure.Code, failure.AtomId).ShouldBe(("PF504", "a1"));
        failure.Message.ShouldStartWith("The peer that handled df:theirs sent an answer that cannot be read (");
    }

    [Fact]
    public async Task Answer_in_MessagePack_that_is_none_fails_its_atom_with_the_reason()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");
        Task<AtomResult<FlowValue>> waiting = SubmitAsync(host);
        uint sequence = (uint)(await peer.ReceiveAsync())!["s"]!;

        (await peer.AskAsync($$"""{"t":2,"s":{{sequence}},"d":[]}"""))!["d"]!["code"]!.ToString().ShouldBe("PF002");

        (await peer.CodeAsync()).ShouldBe("closed");
        (await waiting).Error!.Message.ShouldContain("sent an answer that cannot be read");
    }

    [Fact]
    public async Task Callers_that_chose_the_same_id_get_each_their_own_answer_of_a_peer_that_answers_by_id()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await using TcpPeer one = await host.ConnectAsync();
        await using TcpPeer two = await host.ConnectAsync();
        await peer.AskAsync(InText);
        await one.SendRawAsync(TcpPeer.Submit(1, "df", "theirs", payload: 10));
        JsonNode first = (await peer.ReceiveTextAsync())!["payload"]!;
        await two.SendRawAsync(TcpPeer.Submit(1, "df", "theirs", payload: 20));
        JsonNode second = (await peer.ReceiveTextAsync())!["payload"]!;

        foreach (JsonNode packet in (JsonNode[])[first, second])
        {
            await peer.SendTextAsync($$$"""{"type":"result","seq":0,"payload":{"packet_id":"{{{packet["id"]}}}","status":"success","data":{{{packet["data"]}}}}}""");
        }

        JsonNode[] answers = [(await one.ReceiveAsync())!["d"]!, (await two.ReceiveAsync())!["d"]!];
        answers.Select(static answer => $"{answer["atom_id"]} {answer["data"]}").ShouldBe(["1 10", "1 20"]);
    }

    [Theory]
    [InlineData("""{"status":"error","error":{"code":"","message":"no"}}""", "PF500")]
    [InlineData("""{"status":"error","error":{"message":"no"}}""", "PF500")]
    [InlineData("""{"status":"error"}""", "PF500")]
    [InlineData("""{"status":"error","error":{"code":404}}""", "404")]
    public async Task Peer_that_fails_without_a_code_fails_its_atom_alone(string payload, string code)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await peer.AskAsync(InText);
        Task<AtomResult<FlowValue>> waiting = SubmitAsync(host);
        uint sequence = (uint)(await peer.ReceiveTextAsync())!["seq"]!;

        await peer.SendTextAsync($$"""{"type":"result","seq":{{sequence}},"payload":{{payload}}}""");

        (await waiting).Error!.Code.ShouldBe(code);
        ((string?)(await peer.AskAsync(InText))!["type"]).ShouldBe("register");
    }

    [Fact]
    public async Task Peer_in_MessagePack_is_told_to_cancel_what_its_caller_cancelled()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await using TcpPeer caller = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");
        await caller.SendRawAsync(TcpPeer.Submit(9, "df", "theirs"));
        ((string?)(await peer.ReceiveAsync())!["d"]!["id"]).ShouldBe("9");

        await caller.SendAsync("""{"t":8,"s":3,"d":{"atom_id":"9"}}""");

        (await caller.CodeAsync()).ShouldBe("PF499");
        JsonNode cancel = (await peer.ReceiveAsync())!;
        ((int)cancel["t"]!, (string?)cancel["d"]!["atom_id"]).ShouldBe((8, "9"));
    }

    [Fact]
    public async Task Peer_in_MessagePack_is_told_to_cancel_what_is_late_and_its_late_answer_harms_nobody()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:theirs"]}}""");
        Task<AtomResult<FlowValue>> late = SubmitAsync(host, new SubmitOptions { Id = "a1", Timeout = TimeSpan.FromMilliseconds(50) });
        uint sequence = (uint)(await peer.ReceiveAsync())!["s"]!;

        JsonNode cancel = (await peer.ReceiveAsync())!;
        await peer.SendAsync($$$"""{"t":2,"s":{{{sequence}}},"d":{"atom_id":"a1","data":1}}""");

        ((int)cancel["t"]!, (string?)cancel["d"]!["atom_id"]).ShouldBe((8, "a1"));
        (await late).Error!.Code.ShouldBe("PF408");
        (await peer.AskAsync("""{"t":4,"s":77}"""))!["s"]!.GetValue<int>().ShouldBe(77);
    }

    [Fact]
    public async Task Elements_beyond_the_limit_are_PF413_and_none_of_the_message_is_taken()
    {
        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Limits:registered_elements"] = "2" }, static (_, _) => { });
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:one"]}}""");

        JsonNode tooMany = (await peer.AskAsync("""{"t":5,"s":2,"d":{"elements":["df:two","df:three"]}}"""))!;
        JsonNode again = (await peer.AskAsync("""{"t":5,"s":3,"d":{"elements":["df:one","df:two"]}}"""))!;
        JsonNode atOnce = (await peer.AskAsync("""{"t":5,"s":4,"d":{"elements":["df:one","df:two","df:three"]}}"""))!;

        ((int)tooMany["s"]!, (string?)tooMany["d"]!["code"]).ShouldBe((2, "PF413"));
        ((string?)tooMany["d"]!["message"])!.ShouldBe("d.elements: more than 2 for one connection; the reactor's PacketFlow:Limits:registered_elements says how many");
        ((int)again["t"]!).ShouldBe(2);
        ((string?)atOnce["d"]!["code"]).ShouldBe("PF413");
        host.Reactor.Remotes.Elements.Select(static element => element.ToString()).Order().ShouldBe(["df:one", "df:two"]);
    }

    [Theory]
    [InlineData("df:processOrder"), InlineData("processorder"), InlineData("xx:order"), InlineData("df:"), InlineData("df:a b"), InlineData("df:a@b"), InlineData("df:a:b"), InlineData("df:a/b")]
    [InlineData("df:aaaaaaaaaaaaaaaaa"), InlineData("df:ééééééééé")]
    public async Task Address_that_is_none_is_refused_with_the_rule(string address)
    {
        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Limits:element_name_bytes"] = "16" }, static (_, _) => { });
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode refusal = (await peer.AskAsync($$$"""{"t":5,"s":1,"d":{"elements":["{{{address}}}"]}}"""))!["d"]!;

        (string?, string?) told = ((string?)refusal["code"], (string?)refusal["message"]);
        told.ShouldBe(("PF003", $"d.elements: '{address}' is no address such as df:process_order: a group (cf, df, ed, co, mc, rm), a colon, and a name of at most 16 bytes without capitals, spaces and : @ /"));
    }

    [Theory]
    [InlineData("df:aaaaaaaaaaaaaaaa"), InlineData("df:process_order-2"), InlineData("df:éééééééé")]
    public async Task Address_with_a_name_as_long_as_the_limit_is_taken(string address)
    {
        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Limits:element_name_bytes"] = "16" }, static (_, _) => { });
        await using TcpPeer peer = await host.ConnectAsync();

        ((int)(await peer.AskAsync($$$"""{"t":5,"s":1,"d":{"elements":["{{{address}}}"]}}"""))!["t"]!).ShouldBe(2);
    }

    [Fact]
    public async Task Elements_that_stand_twice_are_PF003()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();

        // d: {elements: [], elements: []}
        await peer.SendAsync([0x83, 0xA1, (byte)'t', 5, 0xA1, (byte)'s', 4, 0xA1, (byte)'d', 0x82, .. Elements, .. Elements]);

        (await peer.CodeAsync()).ShouldBe("PF003");
    }

    [Fact]
    public async Task Collective_has_one_handler_until_that_leaves()
    {
        await using RunningHost host = await RunningHost.StartAsync(new NumberHandler(AtomGroup.Co, "mine", static (value, _) => new(value)));
        await using WebSocketPeer second = await host.ConnectWebSocketAsync();
        await using (TcpPeer first = await host.ConnectAsync())
        {
            ((int)(await first.AskAsync("""{"t":5,"s":1,"d":{"elements":["co:vote","df:one"]}}"""))!["t"]!).ShouldBe(2);
            ((int)(await first.AskAsync("""{"t":5,"s":2,"d":{"elements":["co:vote"]}}"""))!["t"]!).ShouldBe(2);

            JsonNode refusal = (await second.AskAsync(Votes(1)))!;

            ((string?)refusal["type"], (string?)refusal["payload"]!["code"]).ShouldBe(("error", "PF409"));
            ((string?)refusal["payload"]!["message"])!.ShouldStartWith("elements: co:vote is handled already, and an atom of it is for all its parties");
            host.Reactor.Remotes.Elements.ShouldNotContain(static element => element.Name == "two");
            ((string?)(await first.AskAsync("""{"t":5,"s":3,"d":{"elements":["co:mine"]}}"""))!["d"]!["code"]).ShouldBe("PF409");
        }

        JsonNode? answer;
        uint sequence = 2;
        do
        {
            answer = await second.AskAsync(Votes(sequence++));
        }
        while ((string?)answer!["type"] == "error");

        Task<FlowValue> vote = host.Client.SubmitAsync("co", "vote", 1).AsTask();
        uint asked = (uint)(await second.ReceiveTextAsync())!["seq"]!;
        await second.SendTextAsync($$$"""{"type":"result","seq":{{{asked}}},"payload":{"status":"success","data":"aye"}}""");
        (await vote).AsString().ShouldBe("aye");
    }

    [Fact]
    public async Task Elements_that_come_when_their_connection_has_ended_are_nobodys()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        var connection = new Connection(
            host.Reactor, new ScriptedWire(), new LengthFraming(1024), new ConnectionSettings(), host.Services.GetRequiredService<UnfinishedRoom>(), new TransportCounters());
        connection.Close();

        connection.Peer.Register(PacketCodec.FromJson("""{"elements":["df:theirs"]}""")).ShouldBeNull();

        host.Reactor.Remotes.Elements.ShouldBeEmpty();
    }

    [Fact]
    public async Task Elements_of_another_group_are_shared_by_their_peers()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer one = await host.ConnectAsync();
        await using TcpPeer two = await host.ConnectAsync();

        ((int)(await one.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:shared"]}}"""))!["t"]!).ShouldBe(2);
        ((int)(await two.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:shared"]}}"""))!["t"]!).ShouldBe(2);
    }

    private static string Votes(uint sequence) => $$$"""{"type":"register","seq":{{{sequence}}},"payload":{"elements":["df:two","co:vote"]}}""";

    private static byte[] Elements => [0xA8, .. "elements"u8, 0x90];

    internal static Task<AtomResult<FlowValue>> SubmitAsync(RunningHost host, SubmitOptions? options = null) =>
        host.Client.TrySubmitAsync(new Element<int, FlowValue>(AtomGroup.Df, "theirs"), 1, options ?? new SubmitOptions { Id = "a1" }).AsTask();
}
