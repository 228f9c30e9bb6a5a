using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>How an engine stops while runs of it still write.</summary>
public class StopTests
{
    private const int JournalFailed = 1400;
    private const int RunWorkFailed = 1403;
    private const int JournalLeft = 1414;

    [Fact]
    public async Task Run_that_still_writes_when_the_journal_is_closed_is_told_of_quietly()
    {
        using var told = new ToldLines();
        var journal = new HeldJournal(RecordKind.TryInterrupted);
        EngineBench bench = await EngineBench.StartLoggingAsync(journal, new ManualTime(), told, new TestMolecule("one").Step("A"));
        bench.On("A", static async (_, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        });
        await bench.Engine.StartAsync("one", 1, PacketCodec.Serialize("in"), "r", default);

        await bench.DisposeAsync();
        await journal.Asked;
        journal.Close();

        (await told.FirstAsync(JournalLeft)).ShouldBe(
            "The host stops, and what the journal has not taken of run r is left: the next start goes on from what it has. It is closed.");
        await QuietAsync(bench);
        told.Of(JournalFailed).ShouldBeEmpty();
        told.Of(RunWorkFailed).ShouldBeEmpty();
    }

    [Fact]
    public async Task Journal_that_fails_while_runs_may_finish_is_an_error()
    {
        using var told = new ToldLines();
        var journal = new HeldJournal(RecordKind.TrySucceeded);
        EngineBench bench = await EngineBench.StartLoggingAsync(journal, new ManualTime(), told, new TestMolecule("one").Step("A"));
        await bench.Engine.StartAsync("one", 1, PacketCodec.Serialize("in"), "r", default);

        await journal.Asked;
        journal.Close();

        (await told.FirstAsync(JournalFailed)).ShouldContain("run r");
        await bench.DisposeAsync();
    }

    // The host's patience is over, or somebody is in a hurry: what was cut off is written down all the same, or it would count as a crash.
    [Fact]
    public async Task Hurried_stop_waits_for_what_was_cut_off_to_be_written()
    {
        var journal = new HeldJournal(RecordKind.TryInterrupted);
        (EngineBench bench, Task stop) = await HurryAsync(journal);

        journal.Open();
        await stop;

        (await journal.ReadAsync("r")).SelectMany(static batch => RecordCodec.Read(batch)).Last().Kind.ShouldBe(RecordKind.TryInterrupted);
        await bench.DisposeAsync();
    }

    [Fact]
    public async Task Hurried_stop_does_not_wait_for_a_journal_that_does_not_answer()
    {
        (EngineBench bench, Task stop) = await HurryAsync(new HeldJournal(RecordKind.TryInterrupted));

        bench.Time.Advance(TimeSpan.FromSeconds(1));

        await stop;
        await bench.DisposeAsync();
    }

    // A step that never returns has had its five seconds: what is left is for what was cut off to be written.
    [Fact]
    public async Task Stop_gives_a_step_that_never_returns_its_grace_once()
    {
        EngineBench bench = EngineBench.Make(new MemoryJournal(), new MoleculeEngineOptions { StopGrace = TimeSpan.FromSeconds(5) }, new TestMolecule("one").Step("A"));
        var isBegun = new TaskCompletionSource();
        var never = new TaskCompletionSource<byte[]>();
        bench.On("A", async (_, _) =>
        {
            isBegun.SetResult();
            return await never.Task;
        });
        await bench.Engine.StartAsync(default);
        await bench.Engine.StartAsync("one", 1, PacketCodec.Serialize("in"), "r", default);
        await isBegun.Task;
        var waits = new List<TimeSpan>();
        var isLast = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Time.TimerSet = wait =>
        {
            waits.Add(wait);
            if (waits.Count == 3)
            {
                isLast.SetResult();
            }
        };

        Task stop = bench.Engine.StopAsync(default);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        await isLast.Task;
        bench.Time.Advance(TimeSpan.FromSeconds(1));
        await stop;

        // One of the two is for whoever is told that the step does not listen.
        waits.ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)]);
        never.SetResult(PacketCodec.Serialize("late"));
        await bench.DisposeAsync();
    }

    // An undo that is refused by a host that stops must not be begun again and again until the journal is closed.
    [Fact]
    public async Task Run_that_goes_back_stops_with_its_host_and_goes_on_with_the_next()
    {
        var journal = new CountingJournal();
        TestMolecule molecule = new TestMolecule("back").Step("A").Step("B", ["A"]).Step("UndoA", kind: StepKind.Compensation, target: "A").Ionic("A", "B");
        var isBegun = new TaskCompletionSource();
        EngineBench bench = EngineBench.Make(journal, new MoleculeEngineOptions { StopGrace = TimeSpan.FromSeconds(5) }, molecule);
        bench.On("B", Fails).On("UndoA", async (_, call) =>
        {
            isBegun.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        });
        await bench.Engine.StartAsync(default);
        await bench.Engine.StartAsync("back", 1, PacketCodec.Serialize("in"), "r", default);
        await isBegun.Task;

        Task stop = bench.Engine.StopAsync(new CancellationToken(canceled: true));

        (await Task.WhenAny(stop, journal.Twice)).ShouldBe(stop);
        await bench.DisposeAsync();
        await using EngineBench next = await EngineBench.StartAsync(journal, new ManualTime(), static bench => bench.On("B", Fails), molecule);
        await Should.ThrowAsync<PacketFlowException>(() => next.ResultAsync("r"));
        (await next.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Compensated);
        next.Ran.ShouldBe(["UndoA"]);
    }

    private static object Fails(FlowValue input) => throw new ElementException("SHOP8", ErrorCategory.Fatal, "No.");

    // A stop that waits for what was cut off, which is known by the length of that wait.
    private static async Task<(EngineBench Bench, Task Stop)> HurryAsync(HeldJournal journal)
    {
        EngineBench bench = EngineBench.Make(journal, new MoleculeEngineOptions { StopGrace = TimeSpan.FromSeconds(5) }, new TestMolecule("one").Step("A"));
        var isBegun = new TaskCompletionSource();
        bench.On("A", async (_, call) =>
        {
            isBegun.SetResult();
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        });
        await bench.Engine.StartAsync(default);
        await bench.Engine.StartAsync("one", 1, PacketCodec.Serialize("in"), "r", default);
        await isBegun.Task;
        var waits = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int seconds = 0;
        bench.Time.TimerSet = wait =>
        {
            // The first is for whoever is told that the step does not listen.
            if (wait == TimeSpan.FromSeconds(1) && Interlocked.Increment(ref seconds) == 2)
            {
                waits.TrySetResult();
            }
        };
        Task stop = bench.Engine.StopAsync(new CancellationToken(canceled: true));
        (await Task.WhenAny(waits.Task, stop)).ShouldBe(waits.Task);
        return (bench, stop);
    }

    private static async Task QuietAsync(EngineBench bench)
    {
        while (bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }

    /// <summary>Tells when something was cut off a second time.</summary>
    private sealed class CountingJournal() : OtherJournal(new MemoryJournal())
    {
        private readonly TaskCompletionSource _twice = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _count;

        public Task Twice => _twice.Task;

        public override ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            if (RecordCodec.Read(batch.Records.Span).Exists(static record => record.Kind == RecordKind.TryInterrupted) && ++_count == 2)
            {
                _twice.SetResult();
            }

            return base.AppendAsync(batch);
        }
    }

    /// <summary>Keeps a batch with records of one kind waiting until it is opened or closed.</summary>
    private sealed class HeldJournal(RecordKind held) : OtherJournal(new MemoryJournal())
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Open() => _answer.SetResult();

        public void Close() => _answer.SetException(new JournalException("It is closed."));

        public override async ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            if (RecordCodec.Read(batch.Records.Span).Exists(record => record.Kind == held))
            {
                _asked.TrySetResult();
                await _answer.Task;
            }

            return await base.AppendAsync(batch);
        }
    }
}
