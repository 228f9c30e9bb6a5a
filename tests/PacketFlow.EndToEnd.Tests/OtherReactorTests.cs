namespace PacketFlow.EndToEnd;

/// <summary>Steps that another process runs, over TCP, while either is killed.</summary>
public sealed class OtherReactorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-others-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_goes_on_in_the_hosts_next_process_when_the_reactor_of_its_steps_is_back()
    {
        string reactor;
        await using (StartedProcess worker = StartWorker("tcp://127.0.0.1:0"))
        {
            reactor = await AddressAsync(worker);
        }

        // Its worker was killed, and so is the host while the run's step waits for it.
        await using (StartedProcess host = StartHost(reactor))
        {
            await using PacketFlowClient client = await PacketFlowClient.ConnectAsync(await AddressAsync(host));
            await client.SubmitAsync("cf", "start", Json("""{"run_id":"r1","molecule":"squares","input":3}"""));
        }

        await using StartedProcess next = StartHost(reactor);
        await using PacketFlowClient later = await PacketFlowClient.ConnectAsync(await AddressAsync(next));
        await using StartedProcess back = StartWorker(reactor);

        (await later.SubmitAsync("cf", "run", Json("""{"run_id":"r1"}"""))).AsString().ShouldBe("9");
        (await next.StopAsync()).ShouldBe(0, next.Output);
        (await back.StopAsync()).ShouldBe(0, back.Output);
    }

    private static FlowValue Json(string json) => FlowValue.Parse(PacketCodec.FromJson(json));

    private static async Task<string> AddressAsync(StartedProcess process)
    {
        string line = await process.LineAsync("Listening on tcp://");
        return line[line.IndexOf("tcp://", StringComparison.Ordinal)..].Trim();
    }

    private StartedProcess StartWorker(string address) => Start("samples", "Worker", "--PacketFlow:Listen:Tcp", address);

    private StartedProcess StartHost(string reactor) => Start(
        "tests",
        "Crash.Host",
        "--PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0",
        "--PacketFlow:Journal", $"sqlite:{Path.Combine(_folder, "runs.db")}",
        "--PacketFlow:Reactors:0:id", "1",
        "--PacketFlow:Reactors:0:name", "squares",
        "--PacketFlow:Reactors:0:endpoint", reactor,
        "--ledger", Path.Combine(_folder, "ledger"),
        "--Logging:LogLevel:PacketFlow", "Information");

    private StartedProcess Start(string folder, string program, params string[] arguments) => StartedProcess.Start(
        _folder, [], "dotnet", ["exec", Path.Combine(Tree.Root, folder, program, "bin", Tree.Configuration, "net10.0", program + ".dll"), .. arguments]);
}
