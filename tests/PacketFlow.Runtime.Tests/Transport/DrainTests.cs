using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PacketFlow.CompilerServices;
using PacketFlow.Observability;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>From the first moment of a stop nothing new is taken at any door, and what runs goes on to its end.</summary>
public sealed class DrainTests : IDisposable
{
    private readonly ToldLines _told = new();
    private readonly Gate _gate = new();

    public void Dispose()
    {
        _gate.Open();
        _told.Dispose();
    }

    [Fact]
    public async Task Doors_take_nothing_while_a_molecules_step_goes_on()
    {
        await using RunningHost host = await StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await using WebSocketPeer text = await host.ConnectWebSocketAsync();
        using var http = new HttpClient { BaseAddress = host.Http };
        await StartRunAsync(peer);

        Task stopping = host.StopAsync();
        await _told.FirstAsync(EventIds.HostStopping);

        await peer.SendRawAsync(TcpPeer.Submit(2, "df", "echo"));
        (await peer.CodeAsync()).ShouldBe("PF503");
        await peer.SendAsync("""{"t":6,"s":3,"atoms":[{"id":"x","g":"df","e":"echo","d":1}]}""");
        (await peer.CodeAsync()).ShouldBe("PF503");
        JsonNode answer = (await text.AskAsync("""{"type":"submit","seq":1,"payload":{"id":"a","group":"df","element":"echo","data":1}}"""))!;
        ((string?)answer["payload"]!["error"]!["code"]).ShouldBe("PF503");
        answer = (await text.AskAsync("""{"type":"submit","seq":2,"payload":{"id":"b","group":"df","element":"echo","data":1,"dependencies":["c"]}}"""))!;
        ((string?)answer["payload"]!["error"]!["code"]).ShouldBe("PF503");
        using var content = new StringContent("""{"id":"a","group":"df","element":"echo","data":1}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync("/atoms", content);
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        stopping.IsCompleted.ShouldBeFalse();

        _gate.Open();
        await stopping;
    }

    [Fact]
    public async Task What_runs_may_still_call_others_and_is_answered()
    {
        await using RunningHost host = await StartAsync();
        await using TcpPeer peer = await host.ConnectAsync();
        await peer.SendRawAsync(TcpPeer.Submit(1, "df", "ask"));
        await _gate.Entered;

        Task stopping = host.StopAsync();
        while ((await host.Client.TrySubmitAsync(new Element<int, int>(AtomGroup.Df, "echo"), 1)).Error is null)
        {
            // The process's own client is refused last.
        }

        _gate.Open();
        ((int)(await peer.ReceiveAsync())!["d"]!["data"]!).ShouldBe(1);
        await stopping;
    }

    [Fact]
    public async Task Connection_that_comes_when_all_were_ended_is_ended_too()
    {
        await using RunningHost host = await StartAsync();
        var connections = new ConnectionSet(
            host.Reactor, new ConnectionSettings(), host.Services.GetRequiredService<UnfinishedRoom>(), host.Services.GetRequiredService<ReactorMetrics>(), NullLoggerFactory.Instance);
        await connections.DisposeAsync();
        var wire = new ScriptedWire();

        Task serving = connections.ServeAsync(wire, new WebSocketFraming(1024), TransportKind.WebSocket);

        await serving.WaitAsync(TcpPeer.Patience);
        wire.Sent.ShouldBe([0x88, 2, 0x03, 0xE9]);
    }

    /// <summary>The web server would wait for these as long as the whole host may take to stop.</summary>
    [Theory]
    [InlineData("Content-Length: 100\r\n\r\n", "{")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "2\r\n{")]
    public async Task Body_that_does_not_come_whole_holds_no_host_that_stops(string head, string part)
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(time);
        using Socket requester = await BeginRequestAsync(host, head);
        await requester.SendAsync(Encoding.ASCII.GetBytes(part));

        Task stopping = host.StopAsync();
        await _told.FirstAsync(EventIds.HostDrained);
        time.Advance(TimeSpan.FromSeconds(4.9));
        stopping.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(0.1));

        await stopping.WaitAsync(TcpPeer.Patience);
    }

    [Fact]
    public async Task Body_whose_rest_comes_while_the_host_stops_is_told_so()
    {
        const string Atom = """{"id":"a","group":"df","element":"echo","data":1}""";
        await using RunningHost host = await StartAsync(new SteppedTime());
        using Socket requester = await BeginRequestAsync(host, $"Content-Length: {Atom.Length}\r\n\r\n");
        Task stopping = host.StopAsync();
        await _told.FirstAsync(EventIds.HostDrained);

        await requester.SendAsync(Encoding.ASCII.GetBytes(Atom));

        string answer = await BesiegedHost.ReadAsync(requester, until: null);
        answer.ShouldStartWith("HTTP/1.1 503 ");
        answer.ShouldContain("PF503");
        await stopping.WaitAsync(TcpPeer.Patience);
    }

    [Fact]
    public async Task Answers_go_out_though_nobody_is_to_wait_and_half_a_body_is_cut_off_soon()
    {
        var time = new SteppedTime();
        await using RunningHost host = await StartAsync(time);
        using Socket half = await BeginRequestAsync(host, "Content-Length: 100\r\n\r\n");
        using var http = new HttpClient { BaseAddress = host.Http };
        using var content = new StringContent("""{"id":"a","group":"df","element":"ask","data":1}""", Encoding.UTF8, "application/json");
        Task<HttpResponseMessage> asked = http.PostAsync("/atoms", content);
        await _gate.Entered;

        host.Services.GetRequiredService<HttpConnections>().End(new CancellationToken(canceled: true));
        _gate.Open();

        (await asked).StatusCode.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(1));
        (await BesiegedHost.ReadAsync(half, until: null)).ShouldBeEmpty();
    }

    // When the host says that it goes on, it waits for the body.
    private static async Task<Socket> BeginRequestAsync(RunningHost host, string head)
    {
        var requester = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await requester.ConnectAsync(host.Http.Host, host.Http.Port);
        await requester.SendAsync(Encoding.ASCII.GetBytes("POST /atoms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n" + head));
        (await BesiegedHost.ReadAsync(requester, "\r\n\r\n")).ShouldStartWith("HTTP/1.1 100 ");
        return requester;
    }

    private async Task StartRunAsync(TcpPeer peer)
    {
        JsonNode started = (await peer.AskAsync("""
            {"t":1,"s":1,"d":{"id":"r","g":"cf","e":"start","d":{"input":7,"document":{"id":"doc","steps":[{"name":"only","g":"df","e":"wait"}]}}}}
            """))!;
        ((int)started["t"]!).ShouldBe(2);
        await _gate.Entered;
    }

    private async ValueTask<int> AskAsync(int value, AtomCall call)
    {
        IPacketFlowClient client = call.Context.Client;
        await _gate.WaitAsync(value, call);
        return (int)(await client.SubmitAsync("df", "echo", value)).AsInt64();
    }

    private async ValueTask WaitAsync(AtomCall call) => await _gate.WaitAsync(0, call);

    private Task<RunningHost> StartAsync(TimeProvider? time = null) => RunningHost.StartAsync(
        [],
        (services, _) => services.AddSingleton<ILoggerProvider>(_told).AddSingleton(time ?? TimeProvider.System),
        NumberHandler.Echo,
        new NumberHandler(AtomGroup.Df, "ask", AskAsync),
        new WaitHandler(WaitAsync));

    // A document's step is given a map.
    private sealed class WaitHandler(Func<AtomCall, ValueTask> wait) : ElementHandler(new Element(AtomGroup.Df, "wait"))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.CompleteAsync(wait(call));
    }
}
