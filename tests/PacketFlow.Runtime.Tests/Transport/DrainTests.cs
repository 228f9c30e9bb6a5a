using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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

    private Task<RunningHost> StartAsync() => RunningHost.StartAsync(
        [],
        (services, _) => services.AddSingleton<ILoggerProvider>(_told),
        NumberHandler.Echo,
        new NumberHandler(AtomGroup.Df, "ask", AskAsync),
        new WaitHandler(WaitAsync));

    // A document's step is given a map.
    private sealed class WaitHandler(Func<AtomCall, ValueTask> wait) : ElementHandler(new Element(AtomGroup.Df, "wait"))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.CompleteAsync(wait(call));
    }
}
