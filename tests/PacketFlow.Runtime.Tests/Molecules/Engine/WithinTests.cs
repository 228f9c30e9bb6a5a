using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Runs that are steps of other runs.</summary>
public sealed class WithinTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();

    // It would wait for its signal for ever, and the run around it for its end.
    [Fact]
    public async Task Cancel_reaches_a_run_within_that_had_not_begun_then()
    {
        var refused = new TaskCompletionSource();
        _time.TimerSet = wait => (wait == TimeSpan.FromMilliseconds(100) ? refused : null)?.TrySetResult();
        TestMolecule inner = new TestMolecule("inner").Step("Paid", kind: StepKind.Signal, seconds: null);
        await using var memory = new MemoryJournal();
        await using var journal = new FullJournal(memory);
        await using EngineBench bench = await EngineBench.StartAsync(
            journal, _time, null, new TestMolecule("outer").Step("Inner", kind: StepKind.Nested).Runs("Inner", inner), inner);
        await bench.Engine.StartAsync("outer", 1, PacketCodec.Serialize("in"), "r", default);
        await refused.Task;

        await bench.Engine.CancelAsync("r", default);
        journal.IsFull = false;
        _time.Advance(TimeSpan.FromMilliseconds(100));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r").WaitAsync(Patience))).Code.ShouldBe(ErrorCodes.Cancelled);
        (await bench.Engine.InfoAsync("r/Inner", default)).Status.ShouldBe(RunStatus.Cancelled);
    }

    /// <summary>Takes no run within as long as it is full.</summary>
    private sealed class FullJournal(RunJournal inner) : OtherJournal(inner)
    {
        public bool IsFull { get; set; } = true;

        public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) =>
            IsFull && batch.Entry.Parent is not null ? throw new JournalException("The disk is full.") : base.AppendAsync(batch);
    }
}
