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

    // The journal has it, and the key may come back: what the run around it did must not be undone meanwhile.
    [Fact]
    public async Task Run_waits_for_the_run_within_whose_key_is_away()
    {
        var protector = new PartProtector();
        await using var journal = new MemoryJournal();
        (await LeaveWithinAsync(journal, protector)).ShouldBe(["P", "X"]);
        protector.IsKeyAway = true;
        var looked = new TaskCompletionSource();
        _time.TimerSet = wait => (wait == TimeSpan.FromMilliseconds(100) ? looked : null)?.TrySetResult();
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, protector, null, Outer, Inner);
        await looked.Task.WaitAsync(Patience);

        protector.IsKeyAway = false;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        await bench.Engine.SignalAsync("r/N", "S", PacketCodec.Serialize("x"), default);

        (await bench.ResultAsync("r").WaitAsync(Patience)).ShouldBe("x");
        bench.Ran.ShouldBeEmpty();
    }

    // What it did nobody knows: it is not begun again under another key, and its words name no place.
    [Fact]
    public async Task Run_within_that_is_damaged_is_not_begun_again()
    {
        await using var memory = new MemoryJournal();
        await LeaveWithinAsync(memory, null);
        await using var journal = new DamagedJournal(memory);
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, Outer, Inner);

        var failure = await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r").WaitAsync(Patience));

        (failure.Code, failure.Category).ShouldBe((ErrorCodes.OutcomeUnknown, ErrorCategory.Fatal));
        bench.Ran.ShouldBe(["UndoP"]);
        (await memory.FindAsync("r/N~2")).ShouldBeNull();
        failure.Message.ShouldContain("restore the journal from a copy");
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            (one.Message ?? "").ShouldNotContain("/srv/");
        }
    }

    private static TestMolecule Inner { get; } = new TestMolecule("inner").Step("X").Step("S", ["X"], kind: StepKind.Signal, seconds: null).Ionic("X", "S");

    private static TestMolecule Outer { get; } = new TestMolecule("outer")
        .Step("P").Step("N", ["P"], kind: StepKind.Nested).Step("UndoP", kind: StepKind.Compensation, target: "P").Ionic("P", "N").Runs("N", Inner);

    private async Task<List<string>> LeaveWithinAsync(RunJournal journal, IPayloadProtector? protector)
    {
        EngineBench bench = await EngineBench.StartAsync(journal, _time, protector, null, Outer, Inner);
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.On("X", value =>
        {
            began.SetResult();
            return value.AsString();
        });
        await bench.Engine.StartAsync("outer", 1, PacketCodec.Serialize("in"), "r", default);
        await began.Task;
        await bench.UntilAsync("r/N", static info => info.Status == RunStatus.Waiting);
        await bench.DisposeAsync();
        return bench.Ran;
    }

    /// <summary>Has another key for runs within.</summary>
    private sealed class PartProtector : IPayloadProtector
    {
        public bool IsKeyAway { get; set; }

        public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload) => payload.ToArray();

        public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload) =>
            IsKeyAway && owner.RunId.Contains('/', StringComparison.Ordinal) ? throw new InvalidOperationException("There is no such key.") : payload.ToArray();
    }

    /// <summary>Cannot read runs within.</summary>
    private sealed class DamagedJournal(RunJournal inner) : OtherJournal(inner)
    {
        public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => id.Contains('/', StringComparison.Ordinal)
            ? throw new JournalException($"/srv/shop/runs.db: the record of run {id} is damaged.") { IsDamage = true }
            : base.ReadAsync(id);
    }

    /// <summary>Takes no run within as long as it is full.</summary>
    private sealed class FullJournal(RunJournal inner) : OtherJournal(inner)
    {
        public bool IsFull { get; set; } = true;

        public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch) =>
            IsFull && batch.Entry.Parent is not null ? throw new JournalException("The disk is full.") : base.AppendAsync(batch);
    }
}
