using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>Signals from one host on a journal to a run of another.</summary>
public sealed class SignalTests(PostgresServer server) : SharedJournalTests(server)
{
    [Fact]
    public async Task Signal_and_result_reach_a_run_of_another_host()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        Task<string> result = other.ResultAsync("r");
        await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await result).ShouldBe("B(go)");
        owner.Ran.ShouldBe(["B"]);
        other.Ran.ShouldBeEmpty();
        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.messages")).ShouldBe(0L);
    }

    [Fact]
    public async Task Signal_is_taken_by_the_other_host_when_its_sender_is_told_so()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.messages")).ShouldBe(0L);
        (await TraceAsync(owner)).ShouldContain("Signalled Wait");
    }

    [Fact]
    public async Task Signal_for_a_run_of_another_host_that_goes_back_is_refused()
    {
        var isUndoing = new TaskCompletionSource();
        var mayUndo = new TaskCompletionSource();
        EngineBench owner = await HostAsync(
            bench => bench
                .On("Fail", static _ => throw new ElementException("SHOP1", ErrorCategory.Fatal, "sold out"))
                .On("Undo", async (_, _) =>
                {
                    isUndoing.SetResult();
                    await mayUndo.Task;
                    return PacketCodec.Serialize("undone");
                }),
            Undone());
        EngineBench other = await HostAsync(Undone());
        await StartAsync(owner, "undone");
        await isUndoing.Task;

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default));

        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.Conflict, "Run r goes back and undoes what it did: no signal reaches it any more."));
        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.messages")).ShouldBe(0L);
        mayUndo.SetResult();
        (await Should.ThrowAsync<PacketFlowException>(() => other.ResultAsync("r"))).Code.ShouldBe("SHOP1");
    }

    // It was under way when the run ended.
    [Fact]
    public async Task Signal_that_comes_when_the_run_is_over_is_kept_as_refused_for_its_sender_and_goes_with_the_run()
    {
        EngineBench owner = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");
        await owner.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);
        (await owner.ResultAsync("r")).ShouldBe("B(go)");

        await PostgresServer.DoAsync(Database, "INSERT INTO packetflow.messages (run, step, data) VALUES ('r', 0, '\\x00c0'); NOTIFY packetflow, 'message'");

        await Trials.UntilAsync(async () => await PostgresServer.DoAsync(Database, "SELECT refusal FROM packetflow.messages") is "Run r is Completed: no signal reaches it any more.");
        await owner.Engine.DeleteAsync("r", default);
        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.messages")).ShouldBe(0L);
    }

    private static TestMolecule Undone() => new TestMolecule("undone")
        .Step("A").Step("Fail", ["A"]).Step("Wait", kind: StepKind.Signal, seconds: null).Step("Undo", kind: StepKind.Compensation, target: "A").Ionic("A", "Fail");
}
