using System.Globalization;
using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>What a step calls is down: its retries add little to the load, and nothing fails or waits for that but they.</summary>
public sealed class RetryPaceTests
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new();
    private readonly DateTimeOffset _beginning;
    private readonly List<long> _tries = [];
    private volatile bool _isDown = true;

    public RetryPaceTests() => _beginning = _time.GetUtcNow();

    private long Elapsed => (long)(_time.GetUtcNow() - _beginning).TotalMilliseconds;

    [Fact]
    public async Task Tries_are_a_fifth_more_than_runs_at_most_however_long_all_of_them_fail()
    {
        const int PerSecond = 200, Seconds = 15, Runs = PerSecond * Seconds;
        await using EngineBench bench = await StartAsync(Call("m", retries: 2));

        for (int run = 0; run < Runs; run++)
        {
            await bench.Engine.StartAsync("m", 1, EngineBench.Bytes("in"), $"r{run}", default);
            await AdvanceAsync(bench, 1000 / PerSecond);
        }

        for (long from = 0; from <= (Seconds - 10) * 1000; from += 100)
        {
            (_tries.Count(at => at >= from && at < from + 10_000) / (PerSecond * 10.0)).ShouldBeInRange(1.05, 1.2, $"from {from} ms on");
        }

        bench.Metrics.InLine.ShouldBeGreaterThan(Runs / 2);
        bench.Metrics.Of("m").HeldBack.ShouldBeGreaterThan(Runs / 2);

        // They lose nothing by it.
        await UntilOverAsync(bench, Runs);
        _tries.Count.ShouldBe(3 * Runs);
        bench.Metrics.InLine.ShouldBe(0);
    }

    [Fact]
    public async Task Line_is_gone_soon_after_what_was_down_is_back()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 3));
        await BeginAsync(bench, "m", 1000);
        await AdvanceAsync(bench, 20_000, 100);
        bench.Metrics.InLine.ShouldBeGreaterThan(700);

        _isDown = false;
        await AdvanceAsync(bench, 500, 1);

        bench.Metrics.InLine.ShouldBe(0);
        await AdvanceAsync(bench, 5000, 100);
        (await bench.Engine.ListAsync(new RunSearch(), default).AllAsync(static run => run.Status == RunStatus.Completed)).ShouldBeTrue();
    }

    [Fact]
    public async Task Retry_of_a_lone_run_comes_at_its_moment()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 3));
        await BeginAsync(bench, "m", 1);

        await UntilOverAsync(bench, 1);

        _tries.ShouldBe(Moments("m0", 3));
        bench.Metrics.Of("m").HeldBack.ShouldBe(0);
    }

    [Fact]
    public async Task Other_molecules_are_not_held_back()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 3), Call("other", retries: 3));
        await BeginAsync(bench, "m", 200);
        await AdvanceAsync(bench, 5000, 100);
        bench.Metrics.InLine.ShouldBeGreaterThan(100);
        long before = Elapsed;
        await BeginAsync(bench, "other", 1);
        await AdvanceAsync(bench, 10_000, 1);

        (await bench.Engine.InfoAsync("other0", default)).Status.ShouldBe(RunStatus.Failed);
        long[] moments = [.. Moments("other0", 3).Select(moment => before + moment)];
        _tries.Intersect(moments).ShouldBe(moments);
        bench.Metrics.Of("other").HeldBack.ShouldBe(0);
    }

    [Fact]
    public async Task Run_in_line_sleeps_and_is_cancelled_at_once()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 3));
        await BeginAsync(bench, "m", 200);
        await AdvanceAsync(bench, 1200, 1);
        bench.Metrics.InLine.ShouldBeGreaterThan(100);
        bench.Engine.ActiveCount.ShouldBe(0);

        await bench.Engine.CancelAsync("m199", default);
        await SettleAsync(bench);

        (await bench.Engine.InfoAsync("m199", default)).Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Who_stands_behind_those_that_were_cancelled_waits_no_longer_for_them()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 1));
        await BeginAsync(bench, "m", 500);
        await AdvanceAsync(bench, 2000, 10);
        await BeginAsync(bench, "m", 1, first: 500);
        await AdvanceAsync(bench, 1200, 10);
        for (int run = 0; run < 500; run++)
        {
            await bench.Engine.CancelAsync($"m{run}", default);
        }

        await AdvanceAsync(bench, 1000, 1);

        (await bench.Engine.InfoAsync("m500", default)).Status.ShouldBe(RunStatus.Failed);
        bench.Metrics.InLine.ShouldBe(0);
    }

    [Fact]
    public async Task Run_in_line_ends_at_its_deadline()
    {
        await using EngineBench bench = await StartAsync(Call("m", retries: 9, timeout: 8));
        await BeginAsync(bench, "m", 400);
        await AdvanceAsync(bench, 7999, 10);
        int waiting = bench.Metrics.InLine;
        waiting.ShouldBeGreaterThan(200);

        await AdvanceAsync(bench, 1);

        (await bench.Engine.ListAsync(new RunSearch(), default).AllAsync(static run => run.Status == RunStatus.Failed)).ShouldBeTrue();
        (await bench.Engine.InfoAsync("m399", default)).Code.ShouldBe(ErrorCodes.TimedOut);
    }

    [Fact]
    public async Task Timer_and_another_step_of_a_run_in_line_are_not_held_back()
    {
        await using EngineBench bench = await StartAsync(
            Call("m", retries: 3, timeout: 20).Step("Wait", kind: StepKind.Timer, seconds: 5).Step("After").Ionic("Wait", "After"));
        await BeginAsync(bench, "m", 200);
        await AdvanceAsync(bench, 4999, 1);
        bench.Metrics.InLine.ShouldBeGreaterThan(100);
        bench.Ran.ShouldNotContain("After");

        await AdvanceAsync(bench, 1);

        bench.Ran.Count(static step => step == "After").ShouldBe(200);
    }

    [Fact]
    public async Task Next_host_holds_back_what_stood_in_line_in_the_one_before()
    {
        await using var journal = new MemoryJournal();
        TestMolecule molecule = Call("m", retries: 1).Step("Paid", kind: StepKind.Signal, seconds: null);
        EngineBench before = await StartAsync(journal, molecule);
        await BeginAsync(before, "m", 200);
        await AdvanceAsync(before, 2000, 10);

        // What is written now must not say that it waits for nothing.
        await before.Engine.SignalAsync("m199", "Paid", EngineBench.Bytes("7"), default);
        await before.DisposeAsync();
        int tries = _tries.Count;

        await using EngineBench bench = await StartAsync(journal, molecule);
        await AdvanceAsync(bench, 1);
        (_tries.Count - tries).ShouldBeInRange(1, 11);
        bench.Metrics.InLine.ShouldBeGreaterThan(150);

        await UntilOverAsync(bench, 200);
        _tries.Count.ShouldBe(400);
    }

    // Its turn comes while nothing can be read: it stands in line again.
    [Fact]
    public async Task Run_whose_turn_came_while_the_journal_was_silent_gets_another()
    {
        await using var memory = new MemoryJournal();
        var journal = new SilentJournal(memory);
        await using EngineBench bench = await StartAsync(journal, Call("m", retries: 1));
        await BeginAsync(bench, "m", 20);
        await AdvanceAsync(bench, 1100, 1);
        int waiting = bench.Metrics.InLine;
        waiting.ShouldBeGreaterThan(3);

        journal.IsSilent = true;
        await AdvanceAsync(bench, 3000, 1);
        bench.Metrics.InLine.ShouldBe(waiting);

        journal.IsSilent = false;
        await UntilOverAsync(bench, 20);
        _tries.Count.ShouldBe(40);
    }

    private static TestMolecule Call(string name, int retries, double? timeout = null) =>
        new TestMolecule(name) { Timeout = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null }.Step("Call", retries: retries);

    private static IEnumerable<long> Moments(string run, int retries)
    {
        long at = 0;
        yield return at;
        for (int failures = 1; failures <= retries; failures++)
        {
            yield return at += Backoff.Default.Milliseconds(failures, $"{run}/Call", null);
        }
    }

    private async Task<EngineBench> StartAsync(params TestMolecule[] molecules) => await StartAsync(new MemoryJournal(), molecules);

    // What the step itself calls is as far down as before: there is room for the one try that succeeded, and no more.
    [Fact]
    public async Task Success_of_a_substitute_is_no_success_of_a_retry()
    {
        TestMolecule molecule = new TestMolecule("m").Step("Call", retries: 0).Step("Other", kind: StepKind.Substitute, target: "Call");
        await using EngineBench bench = await StartAsync(molecule);
        RetryBudget budget = bench.Engine.Statistics.Of(molecule.Plan)[0].Budget;
        while (budget.TryTake(now: 0))
        {
        }

        await BeginAsync(bench, "m", 1);

        bench.Ran.ShouldBe(["Call", "Other"]);
        budget.TryTake(now: 0).ShouldBeTrue();
        budget.TryTake(now: 0).ShouldBeFalse();
    }

    private Task<EngineBench> StartAsync(RunJournal journal, params TestMolecule[] molecules) => EngineBench.StartAsync(
        journal,
        _time,
        bench => bench.On("Call", _ =>
        {
            lock (_tries)
            {
                _tries.Add(Elapsed);
            }

            return _isDown ? throw new ElementException("SHOP1", ErrorCategory.Retryable, "Down.") : "done";
        }),
        molecules);

    private static async Task BeginAsync(EngineBench bench, string molecule, int runs, int first = 0)
    {
        for (int run = first; run < first + runs; run++)
        {
            await bench.Engine.StartAsync(molecule, 1, EngineBench.Bytes("in"), molecule + run.ToString(CultureInfo.InvariantCulture), default);
        }

        await SettleAsync(bench);
    }

    private async Task AdvanceAsync(EngineBench bench, int milliseconds, int by = 0)
    {
        for (int left = milliseconds; left > 0; left -= by)
        {
            by = by == 0 ? milliseconds : Math.Min(by, left);
            _time.Advance(by * Millisecond);
            await SettleAsync(bench);
        }
    }

    private async Task UntilOverAsync(EngineBench bench, int runs)
    {
        while (bench.Engine.NextDue is { } due)
        {
            _time.Advance(TimeSpan.FromMilliseconds(Math.Max(0, due - bench.Engine.Now)));
            await SettleAsync(bench);
        }

        (await bench.Engine.ListAsync(new RunSearch(), default).CountAsync(static run => run.IsOver)).ShouldBe(runs);
    }

    // What time has brought about is done.
    private static async Task SettleAsync(EngineBench bench)
    {
        while (bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }

    private sealed class SilentJournal(RunJournal inner) : OtherJournal(inner)
    {
        public volatile bool IsSilent;

        public override ValueTask<RunEntry?> FindAsync(string id) => IsSilent ? throw new JournalException("It is down.") : base.FindAsync(id);
    }
}
