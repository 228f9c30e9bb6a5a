using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PacketFlow.Client;

namespace PacketFlow.Transport;

/// <summary>What a refusal tells its caller to do.</summary>
public class RemediesTests
{
    [Theory]
    [InlineData("df", "ech", "No handler for df:ech. Did you mean df:echo?")]
    [InlineData("df", "ecoh", "No handler for df:ecoh. Did you mean df:echo?")]
    [InlineData("ed", "echo", "No handler for ed:echo. Did you mean df:echo?")]
    [InlineData("xx", "echo", "No handler for xx:echo. Did you mean df:echo?")]
    [InlineData("cf", "pong", "No handler for cf:pong. Did you mean cf:ping?")]
    [InlineData("df", "elsewhere", "No handler for df:elsewhere.")]
    [InlineData("cf", "shutdwn", "No handler for cf:shutdwn.")]
    [InlineData("rm", "scal", "No handler for rm:scal.")]
    [InlineData("df", "spawn", "No handler for df:spawn.")]
    public async Task Unknown_element_is_told_the_nearest_one_that_anybody_may_know(string group, string element, string message)
    {
        await using RunningHost host = await RunningHost.StartAsync(
            NumberHandler.Echo,
            new NumberHandler(AtomGroup.Cf, "shutdown", static (value, _) => new(value)),
            new NumberHandler(AtomGroup.Rm, "scale", static (value, _) => new(value)),
            new NumberHandler(AtomGroup.Mc, "spawn", static (value, _) => new(value)));
        await using TcpPeer peer = await host.ConnectAsync();

        JsonNode answer = (await peer.AskAsync($$$"""{"t":1,"s":1,"d":{"id":"a","g":"{{{group}}}","e":"{{{element}}}","d":1}}"""))!;

        ((string?)answer["d"]!["code"], (string?)answer["d"]!["message"]).ShouldBe(("PF001", message));
    }

    [Fact]
    public async Task Unknown_element_is_told_the_nearest_one_of_a_peer_and_in_process()
    {
        await using RunningHost host = await RunningHost.StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.AskAsync("""{"t":5,"s":1,"d":{"elements":["df:erlang_work"]}}""");

        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await host.Client.SubmitAsync("df", "erlang_wrk", 1));

        (failure.Code, failure.Message).ShouldBe(("PF001", "No handler for df:erlang_wrk. Did you mean df:erlang_work?"));
    }

    [Fact]
    public async Task Flood_of_unknown_elements_is_refused_without_looking_for_others()
    {
        var time = new SteppedTime();
        await using RunningHost host = await RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo);
        await using TcpPeer peer = await host.ConnectAsync();
        async Task<string?> AskAsync() => (string?)(await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"ech","d":1}}"""))!["d"]!["message"];

        (await AskAsync())!.ShouldContain("Did you mean");
        (await AskAsync())!.ShouldBe("No handler for df:ech.");
        time.Advance(TimeSpan.FromMilliseconds(1));
        (await AskAsync())!.ShouldContain("Did you mean");
    }

    [Fact]
    public async Task Late_atoms_are_told_what_would_give_them_time()
    {
        var gate = new Gate();
        var time = new SteppedTime();
        await using RunningHost host = await RunningHost.StartAsync([], (services, _) => services.AddSingleton<TimeProvider>(time), new NumberHandler(AtomGroup.Cf, "wait", gate.WaitAsync));
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "cf", "wait"));
        await gate.Entered;
        await peer.SendRawAsync(TcpPeer.Submit(2, "cf", "wait", "\"ttl\":2,"));
        await peer.AskAsync("""{"t":4,"s":3}""");

        var messages = new Dictionary<int, string?>();
        Task reading = ReadAsync();
        for (int second = 0; second < 15; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await reading;
        messages[1]!.ShouldBe("cf:wait was not done within 10 s. Ask for a longer timeout, up to the element's MaxTimeoutSeconds.");
        messages[2]!.ShouldBe("The atom's time to live passed before it could start. Give it a longer ttl, or send less at once.");

        async Task ReadAsync()
        {
            for (int i = 0; i < 2; i++)
            {
                JsonNode answer = (await peer.ReceiveAsync())!;
                messages[(int)answer["s"]!] = (string?)answer["d"]!["message"];
            }
        }
    }

    [Fact]
    public async Task Dependencies_that_fail_or_never_come_are_told_apart()
    {
        var time = new SteppedTime();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.AddSingleton<TimeProvider>(time), NumberHandler.Echo, new NumberHandler(AtomGroup.Df, "fail", static (_, _) => throw new InvalidOperationException("no")));
        await using WebSocketPeer peer = await host.ConnectWebSocketAsync();
        await peer.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"bad","group":"df","element":"fail","data":1}}""");

        JsonNode failed = (await peer.AskAsync("""{"type":"submit","seq":2,"payload":{"id":"b","group":"df","element":"echo","data":1,"dependencies":["bad"]}}"""))!;
        await peer.SendTextAsync("""{"type":"submit","seq":3,"payload":{"id":"c","group":"df","element":"echo","data":1,"timeout_ms":1000,"dependencies":["never"]}}""");
        await peer.AskAsync("""{"type":"submit","seq":4,"payload":{"id":"d","group":"df","element":"echo","data":1}}""");
        time.Advance(TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(1));
        JsonNode late = (await peer.ReceiveTextAsync())!;

        ((string?)failed["payload"]!["error"]!["code"], (string?)failed["payload"]!["error"]!["message"])
            .ShouldBe(("PF424", "The packet 'bad' that this one depends on failed. Send both again."));
        ((string?)late["payload"]!["error"]!["code"], (string?)late["payload"]!["error"]!["message"])
            .ShouldBe(("PF424", "A packet that this one depends on did not complete on this connection in time. Send it over the same connection, or give this one a longer timeout_ms."));
    }

    [Fact]
    public void Client_names_the_option_of_each_of_its_limits()
    {
        ClientErrors.NoRoom(5).Message.ShouldContain("PacketFlowClientOptions.MaxInFlight and the reactor's PacketFlow:Limits:in_flight");
        ClientErrors.TooManyWait(5).Message.ShouldContain("PacketFlowClientOptions.MaxWaitingBytes");
        ClientErrors.TooLong(5).Message.ShouldContain("PacketFlowClientOptions.MaxFrameBytes and the reactor's PacketFlow:Limits:frame_bytes");
        ClientErrors.Silent("tcp://x", isIdempotent: true).Message.ShouldContain("SubmitOptions.Timeout");
    }
}
