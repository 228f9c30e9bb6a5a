namespace PacketFlow.EndToEnd;

/// <summary>Handlers that take their process down, or its memory: what those hear who wait, and what goes on.</summary>
public sealed class DisasterTests : IDisposable
{
    /// <summary>What the system says of a process that ended itself.</summary>
    private const int Aborted = 134;

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-disaster-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Overflown_stack_ends_the_process_all_who_wait_hear_PF504_and_runs_go_on_with_the_next()
    {
        string run;
        await using (StartedProcess host = Start())
        {
            await using PacketFlowClient bystander = await ConnectAsync(host);
            await using PacketFlowClient client = await ConnectAsync(host);
            Task<AtomResult<FlowValue>> hanging = SubmitAsync(bystander, "hang", 0);
            await host.LineAsync("hanging");
            run = (await client.SubmitAsync("cf", "start", FlowValue.Parse(PacketCodec.FromJson("""{"molecule":"trip","input":7,"run_id":"trip7"}"""))))["run_id"].AsString();

            PacketFlowException failure = (await SubmitAsync(client, "overflow", 0)).Error!;

            (failure.Code, failure.Category).ShouldBe(("PF504", ErrorCategory.Fatal));
            (await hanging).Error!.Code.ShouldBe("PF504");
            (await host.ExitAsync()).ShouldBe(Aborted, host.Output);
            host.Output.ShouldContain("Stack overflow");
        }

        await using StartedProcess next = Start();
        await using PacketFlowClient later = await ConnectAsync(next);

        (await later.SubmitAsync("cf", "run", FlowValue.Parse(PacketCodec.FromJson($$"""{"run_id":"{{run}}"}""")))).AsString().ShouldBe("7+8+9");
        (await next.StopAsync()).ShouldBe(0, next.Output);
    }

    [Fact]
    public async Task Handler_that_takes_all_memory_is_PF500_and_others_are_answered()
    {
        await using StartedProcess host = Start(("DOTNET_GCHeapHardLimit", "0x10000000"));
        await using PacketFlowClient client = await ConnectAsync(host);

        PacketFlowException failure = (await SubmitAsync(client, "hoard", 8)).Error!;

        failure.Code.ShouldBe("PF500");
        failure.Message.ShouldContain("OutOfMemoryException");
        (await client.SubmitAsync("df", "echo", 5)).AsInt64().ShouldBe(5);
        (await host.StopAsync()).ShouldBe(0, host.Output);
    }

    private static async Task<PacketFlowClient> ConnectAsync(StartedProcess host)
    {
        string line = await host.LineAsync("Listening on tcp://");
        return await PacketFlowClient.ConnectAsync(line[line.IndexOf("tcp://", StringComparison.Ordinal)..].Trim());
    }

    private static Task<AtomResult<FlowValue>> SubmitAsync(PacketFlowClient client, string element, int number) =>
        client.TrySubmitAsync(new Element<int, FlowValue>(AtomGroup.Df, element), number).AsTask();

    private StartedProcess Start(params (string Key, string Value)[] environment) => StartedProcess.Start(
        _folder,
        environment.Select(static pair => KeyValuePair.Create(pair.Key, pair.Value)),
        "dotnet",
        "exec",
        Path.Combine(Tree.Root, "tests", "Crash.Host", "bin", Tree.Configuration, "net10.0", "Crash.Host.dll"),
        "--PacketFlow:Listen:Tcp", "tcp://127.0.0.1:0",
        "--PacketFlow:Journal", $"sqlite:{Path.Combine(_folder, "runs.db")}",
        "--ledger", Path.Combine(_folder, "ledger"),
        "--Logging:LogLevel:PacketFlow", "Information");
}
