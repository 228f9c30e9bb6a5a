using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace PacketFlow.Transport;

/// <summary>What changes the system itself is not open to whoever has a connection, whichever way it is asked for.</summary>
public class ControlScopeTests
{
    /// <summary>A group, and a name under which one of <see cref="Control"/> can be reached, or could.</summary>
    public static TheoryData<string, string> Addresses => new()
    {
        { "mc", "adapt" }, { "mc", "tune" }, { "mc", "nobody" }, { "rm", "scale" }, { "rm", "grow" }, { "cf", "shutdown" }, { "cf", "restart" },
    };

    // Whoever reaches one of them would see its 1. An alias opens no other door: rm:grow is rm:scale.
    private static NumberHandler[] Control =>
    [
        Handler(new Element<int, int>(AtomGroup.Mc, "adapt")),
        Handler(new Element<int, int>(AtomGroup.Rm, "grow") { Aliases = ["scale"] }),
        Handler(new Element<int, int>(AtomGroup.Cf, "shutdown")),
        Handler(new Element<int, int>(AtomGroup.Cf, "restart")),
        new NumberHandler(AtomGroup.Df, "ask", static async (value, call) => (int)(await call.Context.Client.SubmitAsync("mc", "adapt", value)).AsInt64()),
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Connection_that_asks_for_it_is_PF403(string group, string element)
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync(TcpPeer.Submit(1, group, element));
        JsonNode refusal = (await peer.ReceiveAsync())!["d"]!;
        await peer.SendAsync($$$"""{"t":6,"s":2,"atoms":[{"id":"x","g":"{{{group}}}","e":"{{{element}}}","d":1},{"id":"y","g":"cf","e":"ping"}]}""");

        ((string?)refusal["code"], (string?)refusal["category"], (string?)refusal["atom_id"]).ShouldBe(("PF403", "fatal", "1"));
        ((string?)refusal["message"])!.ShouldContain("needs the control scope, which no connection has");
        ((string?)refusal["message"])!.ShouldContain("in the reactor's own process, with the IPacketFlowClient");
        JsonNode[] answers = [(await peer.ReceiveAsync())!["d"]!, (await peer.ReceiveAsync())!["d"]!];
        answers.Select(static answer => $"{answer["atom_id"]} {answer["code"]}").ShouldBe(["x PF403", "y "], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Packet_in_JSON_that_asks_for_it_is_PF403(string group, string element)
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        string packet = $$"""{"id":"a","group":"{{group}}","element":"{{element}}","data":1}""";
        string waiting = $$"""{"id":"b","group":"{{group}}","element":"{{element}}","data":1,"dependencies":["c"]}""";

        JsonNode answer = (await peer.AskAsync($$"""{"type":"submit","seq":1,"payload":{{packet}}}"""))!["payload"]!;
        JsonNode dependent = (await peer.AskAsync($$"""{"type":"submit","seq":2,"payload":{{waiting}}}"""))!["payload"]!;
        using HttpResponseMessage response = await http.PostAsync("/atoms", new StringContent(packet, Encoding.UTF8, "application/json"));

        ((string?)answer["error"]!["code"], (string?)dependent["error"]!["code"]).ShouldBe(("PF403", "PF403"));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Step_of_a_pipeline_from_a_connection_is_PF403()
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode outcome = (await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"p","g":"cf","e":"seq","d":{"steps":[{"g":"mc","e":"adapt"}]}}}"""))!["d"]!["data"]!;

        ((bool)outcome["success"]!, (string?)outcome["error"]!["code"]).ShouldBe((false, "PF403"));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("start")]
    public async Task Document_from_a_connection_with_such_a_step_is_PF403(string element)
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"p","g":"cf","e":"{{{element}}}","d":{"input":1,"document":{"id":"doc","steps":[{"name":"one","g":"rm","e":"scale"}]} } } }"""))!["d"]!;

        ((string?)answer["code"]).ShouldBe("PF403");
        ((string?)answer["message"])!.ShouldStartWith("rm:scale changes the system");
    }

    [Fact]
    public async Task Handler_has_no_more_scope_through_its_context_than_its_caller()
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);
        await using TcpPeer peer = await host.ConnectAsync();

        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "ask"));

        (await peer.CodeAsync()).ShouldBe("PF403");
        (await host.Client.SubmitAsync("df", "ask", 1)).AsInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData("mc", "adapt")]
    [InlineData("mc", "tune")]
    [InlineData("rm", "scale")]
    [InlineData("cf", "shutdown")]
    [InlineData("cf", "restart")]
    public async Task Client_of_the_process_has_the_scope(string group, string element)
    {
        await using RunningHost host = await RunningHost.StartAsync(Control);

        (await host.Client.SubmitAsync(group, element, 1)).AsInt64().ShouldBe(1);
    }

    [Theory]
    [InlineData("mc:anything")]
    [InlineData("rm:scale")]
    [InlineData("cf:shutdown")]
    [InlineData("cf:restart")]
    public async Task Peer_that_would_handle_it_is_refused_with_all_that_it_registers(string address)
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await using WebSocketPeer text = await host.ConnectWebSocketAsync();

        JsonNode refusal = (await peer.AskAsync($$$"""{"t":5,"s":7,"d":{"elements":["df:mine","{{{address}}}"]} }"""))!;
        JsonNode inText = (await text.AskAsync($$$"""{"type":"register","seq":8,"payload":{"elements":["df:mine","{{{address}}}"]} }"""))!;
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "mine"));

        ((int)refusal["s"]!, (string?)refusal["d"]!["code"]).ShouldBe((7, "PF403"));
        ((string?)refusal["d"]!["message"])!.ShouldStartWith($"d.elements: {address} changes the system itself");
        ((string?)inText["type"], (int)inText["seq"]!, (string?)inText["payload"]!["code"]).ShouldBe(("error", 8, "PF403"));
        (await peer.CodeAsync()).ShouldBe("PF001");
    }

    private static NumberHandler Handler(Element element) => new(element, static (value, _) => new(value));
}
