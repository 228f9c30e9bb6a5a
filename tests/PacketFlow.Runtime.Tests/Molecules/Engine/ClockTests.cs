using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>The clock on the wall is put forward or back: steps have the time that they have, and waits are as long as they were to be.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Of the real clock, and only where something is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<byte[]> _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isRefused;

    [Fact]
    public async Task Step_is_given_up_at_its_time_though_the_clock_was_put_back()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Slow", seconds: 30));
        string run = await BeginAsync(bench);

        _time.Jump(-Day);
        _time.Advance(TimeSpan.FromSeconds(31));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(run).WaitAsync(Patience))).Code.ShouldBe("PF408");
    }

    // The other step's end has the run look at all of them.
    [Fact]
    public async Task Step_has_its_time_though_the_clock_was_put_forward()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(
            journal, new TestMolecule("m").Step("Slow", seconds: 30).Step("Hasty", seconds: 5).Metallic("Slow", "Hasty"));
        string run = await BeginAsync(bench);

        _time.Jump(Day);
        _time.Advance(TimeSpan.FromSeconds(6));
        using var patience = new CancellationTokenSource(Patience);
        await foreach (RunEvent one in bench.Engine.TraceAsync(run, patience.Token))
        {
            if (one.Kind == RunEventKind.StepFailed)
            {
                break;
            }
        }

        _slow.SetResult(PacketCodec.Serialize("done"));

        await bench.Engine.ResultAsync(run, default).AsTask().WaitAsync(Patience);
        (await bench.Engine.InfoAsync(run, default)).Status.ShouldBe(RunStatus.Partial);
    }

    [Fact]
    public async Task Retry_waits_no_longer_though_the_clock_was_put_back()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Flaky", retries: 1));
        string run = await BeginWaitAsync(bench, "in");

        _time.Jump(-Day);
        _time.Advance(TimeSpan.FromSeconds(2));

        (await bench.ResultAsync(run).WaitAsync(Patience)).ShouldBe("done");
    }

    // Each wait was to be so long, the second one begins by the new clock.
    [Fact]
    public Task Timers_that_follow_each_other_are_each_as_long_as_they_were_to_be() => EndsAfter90SecondsAsync(
        new TestMolecule("m").Step("First", kind: StepKind.Timer, seconds: 60).Step("Second", kind: StepKind.Timer, seconds: 30).Step("B").Ionic("First", "Second").Ionic("Second", "B"));

    // Both begin before the clock is put back, and each of them is looked at when the other ends.
    [Fact]
    public Task Timers_beside_each_other_are_each_as_long_as_they_were_to_be() => EndsAfter90SecondsAsync(
        new TestMolecule("m").Step("Short", kind: StepKind.Timer, seconds: 60).Step("Long", kind: StepKind.Timer, seconds: 90).Step("B").Ionic("Short", "B").Ionic("Long", "B"));

    [Fact]
    public async Task Timer_is_as_long_for_the_next_host_though_the_clock_was_put_back()
    {
        await using var journal = new MemoryJournal();
        TestMolecule molecule = new TestMolecule("m").Step("Wait", kind: StepKind.Timer, seconds: 60).Step("B").Ionic("Wait", "B");
        EngineBench before = await StartAsync(journal, molecule);
        string run = await BeginWaitAsync(before, "in");
        await before.DisposeAsync();

        _time.Jump(-Day);
        await using EngineBench bench = await StartAsync(journal, molecule);
        await ElapseAsync(bench, 59, 1);

        (await bench.ResultAsync(run).WaitAsync(Patience)).ShouldBe("B(in)");
    }

    [Fact]
    public async Task Timer_for_a_moment_waits_until_the_clock_shows_it()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Wait", kind: StepKind.Timer, until: true).Step("B").Ionic("Wait", "B"));
        string run = await BeginWaitAsync(bench, _time.GetUtcNow() + TimeSpan.FromSeconds(60));

        _time.Jump(TimeSpan.FromSeconds(-100));
        await ElapseAsync(bench, 61, 60, 38, 1);

        (await bench.Engine.ResultAsync(run, default).AsTask().WaitAsync(Patience)).Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Timer_for_a_moment_ends_a_minute_after_the_clock_was_put_forward()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Wait", kind: StepKind.Timer, until: true).Step("B").Ionic("Wait", "B"));
        string run = await BeginWaitAsync(bench, _time.GetUtcNow() + Day);

        _time.Jump(Day);
        await ElapseAsync(bench, 59, 1);

        // Nobody has asked for it, which would have it look at the clock.
        (await bench.Engine.InfoAsync(run, default)).IsOver.ShouldBeTrue();
    }

    private async Task EndsAfter90SecondsAsync(TestMolecule molecule)
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, molecule);
        string run = await BeginWaitAsync(bench, "in");

        _time.Jump(-Day);
        await ElapseAsync(bench, 59, 1);
        await ElapseAsync(bench, 29, 1);

        (await bench.ResultAsync(run).WaitAsync(Patience)).ShouldBe("B(in)");
    }

    private Task<EngineBench> StartAsync(MemoryJournal journal, TestMolecule molecule) => EngineBench.StartAsync(
        journal,
        _time,
        bench => bench.On("Flaky", _ => _isRefused ? "done" : throw Refusal()).On("Slow", (_, _) => new ValueTask<byte[]>(_slow.Task)).On("Hasty", static (_, _) => new ValueTask<byte[]>(new TaskCompletionSource<byte[]>().Task)),
        molecule);

    private ElementException Refusal()
    {
        _isRefused = true;
        return new ElementException("SHOP1", ErrorCategory.Retryable, "Later.");
    }

    private static async Task<string> BeginWaitAsync<T>(EngineBench bench, T input)
    {
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize(input), null, default);
        await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
        await SettleAsync(bench);
        return run;
    }

    // Nothing ends but with the last of these spans.
    private async Task ElapseAsync(EngineBench bench, params int[] seconds)
    {
        foreach (int span in seconds)
        {
            (await bench.Engine.ListAsync(new RunSearch(), default).FirstAsync()).Status.ShouldBe(RunStatus.Waiting);
            bench.Ran.ShouldBeEmpty();
            _time.Advance(TimeSpan.FromSeconds(span));
            await SettleAsync(bench);
        }
    }

    // What time has brought about is done.
    private static async Task SettleAsync(EngineBench bench)
    {
        while (bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }

    private static async Task<string> BeginAsync(EngineBench bench)
    {
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), null, default);
        while (bench.Engine.Deadlines.Count == 0)
        {
            await Task.Yield();
        }

        return run;
    }
}
