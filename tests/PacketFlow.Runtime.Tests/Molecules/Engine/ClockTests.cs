using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>The clock on the wall is put forward or back: steps have the time that they have, and timers end no earlier than they say.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource<byte[]> _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Step_is_given_up_at_its_time_though_the_clock_was_put_back()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Slow", seconds: 30));
        string run = await BeginAsync(bench);

        _time.Jump(-Day);
        _time.Advance(TimeSpan.FromSeconds(31));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(run))).Code.ShouldBe("PF408");
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
        await foreach (RunEvent one in bench.Engine.TraceAsync(run, default))
        {
            if (one.Kind == RunEventKind.StepFailed)
            {
                break;
            }
        }

        _slow.SetResult(PacketCodec.Serialize("done"));

        await bench.Engine.ResultAsync(run, default);
        (await bench.Engine.InfoAsync(run, default)).Status.ShouldBe(RunStatus.Partial);
    }

    [Fact]
    public async Task Timer_ends_no_earlier_than_it_says_though_the_clock_was_put_back()
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await StartAsync(journal, new TestMolecule("m").Step("Wait", kind: StepKind.Timer, seconds: 60).Step("B").Ionic("Wait", "B"));
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), null, default);
        await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);

        _time.Jump(TimeSpan.FromSeconds(-100));
        _time.Advance(TimeSpan.FromSeconds(61));
        (await bench.Engine.InfoAsync(run, default)).Status.ShouldBe(RunStatus.Waiting);
        _time.Advance(TimeSpan.FromSeconds(100));

        (await bench.ResultAsync(run)).ShouldBe("B(in)");
    }

    private Task<EngineBench> StartAsync(MemoryJournal journal, TestMolecule molecule) => EngineBench.StartAsync(
        journal,
        _time,
        bench => bench.On("Slow", (_, _) => new ValueTask<byte[]>(_slow.Task)).On("Hasty", static (_, _) => new ValueTask<byte[]>(new TaskCompletionSource<byte[]>().Task)),
        molecule);

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
