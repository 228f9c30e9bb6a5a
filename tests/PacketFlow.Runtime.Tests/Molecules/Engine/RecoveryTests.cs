using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;
using PacketFlow.Sqlite;

namespace PacketFlow.Molecules;

/// <summary>An engine ends and another goes on with its journal.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-recovery").FullName;

    private static TestMolecule Chain() => new TestMolecule("chain").Step("A").Step("B", ["A"], idempotent: true).Ionic("A", "B");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private SqliteJournal Journal() => new(Path.Combine(_folder, "runs.db"));

    private static async Task StopInTheMiddleOfBAsync(RunJournal journal, ManualTime time)
    {
        var started = new TaskCompletionSource();
        await using EngineBench first = await EngineBench.StartAsync(
            journal,
            time,
            bench => bench.On("B", async (_, call) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return [];
            }),
            Chain());
        await first.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), "r", default);
        await started.Task;
    }

    [Fact]
    public async Task Run_goes_on_where_it_was_in_the_next_process()
    {
        var time = new ManualTime();
        await using (SqliteJournal journal = Journal())
        {
            await StopInTheMiddleOfBAsync(journal, time);
        }

        await using SqliteJournal again = Journal();
        await using EngineBench second = await EngineBench.StartAsync(again, time, null, Chain());

        (await second.ResultAsync("r")).ShouldBe("B(A(in))");
        second.Ran.ShouldBe(["B"]);
    }

    [Fact]
    public async Task Run_that_a_stop_has_cut_off_goes_on_in_the_next_process_without_being_asked_for()
    {
        var journal = new MemoryJournal();
        var (time, again) = (new ManualTime(), new TaskCompletionSource());
        await StopInTheMiddleOfBAsync(journal, time);

        await using EngineBench second = await EngineBench.StartAsync(
            journal,
            time,
            bench => bench.On("B", _ =>
            {
                again.SetResult();
                return "b";
            }),
            Chain());

        await again.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_in_doubt_says_that_somebody_has_to_decide()
    {
        TestMolecule once = new TestMolecule("once").Step("A", atMostOnce: true);
        var (time, journal, begun) = (new ManualTime(), new MemoryJournal(), new TaskCompletionSource());
        EngineBench dead = await EngineBench.StartAsync(
            journal,
            time,
            bench => bench.On("A", (_, _) =>
            {
                begun.SetResult();
                return new ValueTask<byte[]>(new TaskCompletionSource<byte[]>().Task);
            }),
            once);
        await dead.Engine.StartAsync("once", 1, PacketCodec.Serialize("in"), "r", default);
        await begun.Task;

        await using EngineBench second = await EngineBench.StartAsync(journal, time, null, once);

        var refusal = await Should.ThrowAsync<PacketFlowException>(() => second.ResultAsync("r"));
        refusal.Message.ShouldBe(
            "Run r ended as InDoubt: The process ended while A ran, and it must not run twice. Somebody has to decide: cancel it, or have it tried again.");
    }

    [Fact]
    public async Task Timer_that_ended_meanwhile_fires_at_the_start()
    {
        TestMolecule molecule = new TestMolecule("timer").Step("Wait", kind: StepKind.Timer, seconds: 60).Step("B").Ionic("Wait", "B");
        var time = new ManualTime();
        var journal = new MemoryJournal();
        EngineBench first = await EngineBench.StartAsync(journal, time, null, molecule);
        await first.Engine.StartAsync("timer", 1, PacketCodec.Serialize("in"), "r", default);
        await first.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        await first.DisposeAsync();
        time.Advance(TimeSpan.FromHours(1));

        await using EngineBench second = await EngineBench.StartAsync(journal, time, null, molecule);
        time.Advance(TimeSpan.Zero);

        (await second.ResultAsync("r")).ShouldBe("B(in)");
    }

    [Fact]
    public async Task Changed_plan_is_refused_in_words_while_runs_of_it_are_unfinished()
    {
        var journal = new MemoryJournal();
        TestMolecule before = new TestMolecule("plan").Step("Wait", kind: StepKind.Signal, seconds: null).Step("B").Ionic("Wait", "B");
        TestMolecule after = new TestMolecule("plan").Step("Wait", kind: StepKind.Signal, seconds: null).Step("C").Ionic("Wait", "C");
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), null, before);
        await first.Engine.StartAsync("plan", 1, PacketCodec.Serialize("in"), "r", default);
        await first.DisposeAsync();

        var refusal = await Should.ThrowAsync<PacketFlowException>(() => EngineBench.StartAsync(journal, new ManualTime(), null, after));

        refusal.Message.ShouldContain("plan/1 (unfinished runs: 1)");
        refusal.Message.ShouldContain("no longer step B");
        refusal.Message.ShouldContain("now bond Ionic Wait - C");
    }

    [Fact]
    public async Task Start_warns_of_runs_whose_molecule_is_gone()
    {
        var journal = new MemoryJournal();
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), null, new TestMolecule("gone", version: 3).Step("Wait", kind: StepKind.Signal, seconds: null));
        await first.Engine.StartAsync("gone", 3, PacketCodec.Serialize("in"), "r", default);
        await first.DisposeAsync();
        using var told = new ToldLines();

        await using EngineBench second = await EngineBench.StartLoggingAsync(journal, new ManualTime(), told, Chain());

        told.Of(1416).ShouldBe(["1 unfinished runs of gone/3 cannot go on: no molecule of this host is that. They are kept until it is brought back, or they are deleted"]);
    }

    [Fact]
    public async Task Changed_plan_drops_its_runs_where_that_is_asked()
    {
        var journal = new MemoryJournal();
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), null, new TestMolecule("plan").Step("Wait", kind: StepKind.Signal, seconds: null));
        await first.Engine.StartAsync("plan", 1, PacketCodec.Serialize("in"), "r", default);
        await first.DisposeAsync();
        await using EngineBench second = EngineBench.Make(journal, new MoleculeEngineOptions { ResetChanged = true }, new TestMolecule("plan").Step("Other"));

        await second.Engine.StartAsync(default);

        (await journal.FindAsync("r")).ShouldBeNull();
    }

    [Fact]
    public async Task New_version_beside_the_old_one_lets_old_runs_end_under_theirs()
    {
        var journal = new MemoryJournal();
        TestMolecule old = new TestMolecule("plan").Step("Wait", kind: StepKind.Signal, seconds: null).Step("B", ["Wait"]).Ionic("Wait", "B");
        TestMolecule next = new TestMolecule("plan", version: 2).Step("Only");
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), null, old);
        await first.Engine.StartAsync("plan", 1, PacketCodec.Serialize("in"), "r", default);
        await first.DisposeAsync();

        await using EngineBench second = await EngineBench.StartAsync(journal, new ManualTime(), null, old, next);
        await second.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await second.ResultAsync("r")).ShouldBe("B(go)");
    }

    [Fact]
    public async Task Run_of_an_unknown_molecule_is_parked_and_kept()
    {
        var journal = new MemoryJournal();
        EngineBench first = await EngineBench.StartAsync(journal, new ManualTime(), null, new TestMolecule("gone").Step("Wait", kind: StepKind.Signal, seconds: null));
        await first.Engine.StartAsync("gone", 1, PacketCodec.Serialize("in"), "r", default);
        await first.DisposeAsync();

        await using EngineBench second = await EngineBench.StartAsync(journal, new ManualTime(), null, new TestMolecule("other").Step("A"));

        (await second.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Parked);
    }

    [Fact]
    public async Task What_is_over_for_longer_than_the_retention_is_deleted()
    {
        var journal = new MemoryJournal();
        var time = new ManualTime();
        await using EngineBench bench = await EngineBench.StartAsync(journal, time, null, new TestMolecule("short").Step("A"));
        await bench.RunAsync("short", id: "old");
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5));
        await bench.RunAsync("short", id: "new");
        time.Advance(TimeSpan.FromMinutes(10));

        await bench.Engine.PurgeAsync();

        (await journal.FindAsync("old")).ShouldBeNull();
        (await journal.FindAsync("new")).ShouldNotBeNull();
    }
}
