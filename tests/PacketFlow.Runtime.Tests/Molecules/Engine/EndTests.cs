using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What is told of the end of a run, and what reaches it no more.</summary>
public class EndTests
{
    [Fact]
    public async Task Signal_to_a_run_that_goes_back_is_refused_like_one_to_a_run_that_is_over()
    {
        var undoing = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        await using EngineBench bench = await StartAsync(
            bench => bench.On("B", static _ => throw new ElementException("B1", ErrorCategory.Fatal, "no")).On("Undo", async (_, _) =>
            {
                undoing.SetResult();
                await gate.Task;
                return EngineBench.Bytes("undone");
            }),
            new TestMolecule("saga").Step("A").Step("B", ["A"]).Step("Paid", kind: StepKind.Signal, seconds: null)
                .Step("Undo", kind: StepKind.Compensation, target: "A").Ionic("A", "B"));
        string run = await bench.Engine.StartAsync("saga", 1, EngineBench.Bytes("in"), null, default);
        await undoing.Task;

        PacketFlowException whileUndoing = await SignalAsync(bench, run);
        gate.SetResult();
        await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(run));
        PacketFlowException whenOver = await SignalAsync(bench, run);

        (whileUndoing.Code, whenOver.Code).ShouldBe(("PF409", "PF409"));
        whileUndoing.Message.ShouldBe($"Run {run} goes back and undoes what it did: no signal reaches it any more.");
        (await bench.Engine.InfoAsync(run, default)).Status.ShouldBe(RunStatus.Compensated);
    }

    [Fact]
    public async Task Signal_that_comes_twice_is_no_mistake()
    {
        await using EngineBench bench = await StartAsync(
            null, new TestMolecule("signal").Step("Paid", kind: StepKind.Signal, seconds: null).Step("More", kind: StepKind.Signal, seconds: null).Ionic("Paid", "More"));
        string run = await bench.Engine.StartAsync("signal", 1, EngineBench.Bytes("in"), null, default);

        await bench.Engine.SignalAsync(run, "Paid", EngineBench.Bytes("1"), default);
        await bench.Engine.SignalAsync(run, "Paid", EngineBench.Bytes("1"), default);

        await bench.Engine.SignalAsync(run, "More", EngineBench.Bytes("2"), default);
        (await bench.ResultAsync(run)).ShouldBe("2");
    }

    [Fact]
    public async Task Info_tells_what_a_run_ended_by()
    {
        await using EngineBench bench = await StartAsync(
            static bench => bench.On("A", static value => value.AsString() == "good" ? "a" : throw new ElementException("SHOP1", ErrorCategory.Fatal, "no stock")),
            new TestMolecule("one").Step("A"),
            new TestMolecule("two").Step("A").Step("B").Metallic("A", "B"));
        await bench.RunAsync("one", "good", "done");
        await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("one", "bad", "failed"));
        await bench.RunAsync("two", "bad", "partial");

        RunInfo done = await bench.Engine.InfoAsync("done", default);
        RunInfo failed = await bench.Engine.InfoAsync("failed", default);
        RunInfo partial = await bench.Engine.InfoAsync("partial", default);

        (done.Status, done.Code, done.Message).ShouldBe((RunStatus.Completed, null, null));
        (failed.Status, failed.Code, failed.Message).ShouldBe((RunStatus.Failed, "SHOP1", "Step A: no stock"));
        (partial.Status, partial.Code, partial.Message).ShouldBe((RunStatus.Partial, "SHOP1", "Step A: no stock"));
    }

    [Fact]
    public async Task Token_given_to_a_run_ends_the_waiting_and_not_the_run()
    {
        var begun = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        await using EngineBench bench = await StartAsync(
            bench => bench.On("A", async (_, call) =>
            {
                begun.SetResult();
                await gate.Task;
                call.Cancellation.ThrowIfCancellationRequested();
                return EngineBench.Bytes("a");
            }),
            new TestMolecule("slow").Step("A"));
        using var patience = new CancellationTokenSource();
        Task<ReadOnlyMemory<byte>> waiting = bench.Engine.RunAsync("slow", 1, EngineBench.Bytes("in"), patience.Token).AsTask();
        await begun.Task;

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        RunInfo run = await bench.Engine.ListAsync(new RunSearch(), default).SingleAsync();
        run.Status.ShouldBe(RunStatus.Running);
        gate.SetResult();
        (await bench.ResultAsync(run.Id)).ShouldBe("a");
    }

    [Fact]
    public async Task Token_that_is_cancelled_already_begins_no_run()
    {
        await using EngineBench bench = await StartAsync(null, new TestMolecule("one").Step("A"));
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => bench.Engine.RunAsync("one", 1, EngineBench.Bytes("in"), cancelled).AsTask());
        await Should.ThrowAsync<OperationCanceledException>(() => bench.Engine.StartAsync("one", 1, EngineBench.Bytes("in"), "r", cancelled).AsTask());

        (await bench.Engine.ListAsync(new RunSearch(), default).CountAsync()).ShouldBe(0);
        bench.Ran.ShouldBeEmpty();
    }

    private static Task<EngineBench> StartAsync(Action<EngineBench>? configure, params TestMolecule[] molecules) =>
        EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), configure, molecules);

    private static Task<PacketFlowException> SignalAsync(EngineBench bench, string run) =>
        Should.ThrowAsync<PacketFlowException>(() => bench.Engine.SignalAsync(run, "Paid", EngineBench.Bytes("x"), default).AsTask());
}
