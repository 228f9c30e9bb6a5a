using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;
using PacketFlow.Transport;

namespace PacketFlow.Observability;

/// <summary>A log that cannot write stops nothing: neither the host, nor a connection, a client or a run.</summary>
public class SafeLoggerTests
{
    [Fact]
    public async Task Host_whose_log_cannot_write_starts_serves_and_stops()
    {
        using var log = new BrokenLog();
        await using RunningHost host = await RunningHost.StartAsync(
            [], (services, _) => services.AddSingleton<ILoggerProvider>(log), new NumberHandler(AtomGroup.Df, "half", static (value, _) => new(10 / value)));
        await using (TcpPeer peer = await host.ConnectAsync())
        {
            ((int?)(await peer.AskAsync("""{"t":1,"s":1,"d":{"id":"a","g":"df","e":"half","d":2}}"""))!["d"]!["data"]).ShouldBe(5);
            ((string?)(await peer.AskAsync("""{"t":1,"s":2,"d":{"id":"a","g":"df","e":"half","d":0}}"""))!["d"]!["code"]).ShouldBe("PF500");
        }

        await host.StopAsync();

        log.Asked.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task Client_whose_log_cannot_write_connects_and_submits()
    {
        using var log = new BrokenLog();
        using ILoggerFactory logs = LoggerFactory.Create(builder => builder.AddProvider(log).SetMinimumLevel(LogLevel.Trace));
        await using RunningHost host = await RunningHost.StartAsync(NumberHandler.Echo);
        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync(host.Tcp.OriginalString, new PacketFlowClientOptions { LoggerFactory = logs });

        (await client.SubmitAsync("df", "echo", 5)).AsInt64().ShouldBe(5);

        log.Asked.ShouldBePositive();
    }

    [Fact]
    public async Task Run_whose_log_cannot_write_goes_on_in_the_next_process()
    {
        using var log = new BrokenLog();
        var (journal, time, started) = (new MemoryJournal(), new Molecules.ManualTime(), new TaskCompletionSource());
        TestMolecule waiting = new TestMolecule("waiting").Step("A", idempotent: true);
        await using (EngineBench first = await EngineBench.StartAsync(journal, time, bench => bench.On("A", async (_, call) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return [];
            }), waiting))
        {
            await first.Engine.StartAsync("waiting", 1, PacketCodec.Serialize("in"), "r", default);
            await started.Task;
        }

        await using EngineBench second = await EngineBench.StartLoggingAsync(journal, time, log, waiting);

        (await second.ResultAsync("r")).ShouldBe("A(in)");
        log.Asked.ShouldBePositive();
    }
}
