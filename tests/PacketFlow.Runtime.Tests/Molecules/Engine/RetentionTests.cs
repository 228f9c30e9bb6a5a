using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>How runs are listed, and how they leave the journal.</summary>
public sealed class RetentionTests : IAsyncDisposable
{
    private static readonly TestMolecule Short = new TestMolecule("short").Step("A");

    private readonly MemoryJournal _journal = new();
    private readonly ManualTime _time = new();

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private static TestMolecule Waiter(string name) => new TestMolecule(name).Step("Wait", kind: StepKind.Signal, seconds: null);

    [Fact]
    public async Task Listing_goes_over_all_pages_and_gives_each_run_once()
    {
        await using EngineBench bench = await StartAsync(Short);
        string[] ids = [.. Enumerable.Range(0, 450).Select(static number => $"r{number:000}")];
        await Task.WhenAll(ids.Select(id => bench.RunAsync("short", id: id)));

        (await IdsAsync(bench, new RunSearch())).ShouldBe(ids);
    }

    [Fact]
    public async Task Parked_runs_are_found_as_such_and_under_no_other_status()
    {
        await LeaveWaitingAsync("gone", "r");
        await using EngineBench bench = await StartAsync(Short);

        (await IdsAsync(bench, new RunSearch { Status = RunStatus.Parked })).ShouldBe(["r"]);
        (await IdsAsync(bench, new RunSearch { Status = RunStatus.Waiting })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_that_are_steps_are_listed_where_that_is_asked_and_go_with_theirs()
    {
        await using EngineBench bench = await StartAsync(new TestMolecule("outer").Step("Inner", kind: StepKind.Nested).Runs("Inner", Short), Short);
        await bench.RunAsync("outer", id: "r");

        (await IdsAsync(bench, new RunSearch())).ShouldBe(["r"]);
        (await IdsAsync(bench, new RunSearch { IncludeNested = true })).ShouldBe(["r", "r/Inner"]);
        (await bench.Engine.InfoAsync("r/Inner", default)).Parent.ShouldBe("r");
        var refusal = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.DeleteAsync("r/Inner", default));
        await bench.Engine.DeleteAsync("r", default);

        (refusal.Code, refusal.Message).ShouldBe(("PF409", "Run r/Inner is a step of run r, and goes with it: delete that one."));
        (await IdsAsync(bench, new RunSearch { IncludeNested = true })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_that_cannot_go_on_is_deleted_though_it_is_not_over()
    {
        await LeaveWaitingAsync("gone", "r");
        await using EngineBench bench = await StartAsync(Short);

        await bench.Engine.DeleteAsync("r", default);

        (await _journal.FindAsync("r")).ShouldBeNull();
    }

    [Fact]
    public async Task Run_within_a_run_that_cannot_go_on_goes_with_it()
    {
        var begun = new TaskCompletionSource();
        TestMolecule inner = new TestMolecule("inner").Step("Hold");
        EngineBench before = await EngineBench.StartAsync(
            _journal,
            _time,
            bench => bench.On("Hold", async (_, call) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return [];
            }),
            new TestMolecule("outer").Step("Inner", kind: StepKind.Nested).Runs("Inner", inner),
            inner);
        await before.Engine.StartAsync("outer", 1, PacketCodec.Serialize("in"), "r", default);
        await begun.Task;
        await before.DisposeAsync();
        await using EngineBench bench = await StartAsync(Short);

        await bench.Engine.DeleteAsync("r", default);

        (await _journal.ListAsync(new RunQuery())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_whose_records_cannot_be_read_is_deleted_though_it_is_not_over()
    {
        await LeaveWaitingAsync("kept", "r");
        await using EngineBench bench = await EngineBench.StartAsync(new UnreadableJournal(_journal), _time, null, Waiter("kept"));

        await bench.Engine.DeleteAsync("r", default);

        (await _journal.FindAsync("r")).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_goes_over_all_pages_and_leaves_what_a_person_must_decide()
    {
        await using EngineBench bench = await StartAsync(Short);
        await Task.WhenAll(Enumerable.Range(0, 1200).Select(number => bench.RunAsync("short", id: $"r{number:0000}")));
        RunEntry doubtful = JournalConformance.Entry("a-doubt", 1) with { IsOver = true, Status = RunStatus.InDoubt };
        await _journal.AppendAsync(new RunBatch(doubtful, bench.Engine.Epoch, new byte[] { 1 }));
        _time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        await bench.Engine.PurgeAsync();

        (await _journal.ListAsync(new RunQuery())).Select(static entry => entry.Id).ShouldBe(["a-doubt"]);
    }

    [Fact]
    public async Task Purge_never_comes_where_runs_are_kept_for_ever()
    {
        EngineBench bench = EngineBench.Make(_journal, new MoleculeEngineOptions { Retention = Timeout.InfiniteTimeSpan }, Short);
        await using EngineBench disposed = bench;
        await bench.Engine.StartAsync(default);
        await bench.RunAsync("short", id: "r");

        bench.Time.Advance(TimeSpan.FromDays(10_000));
        await bench.Engine.StopAsync(default);

        (await _journal.FindAsync("r")).ShouldNotBeNull();
    }

    private Task<EngineBench> StartAsync(params TestMolecule[] molecules) => EngineBench.StartAsync(_journal, _time, null, molecules);

    private async Task LeaveWaitingAsync(string molecule, string id)
    {
        EngineBench before = await StartAsync(Waiter(molecule));
        await before.Engine.StartAsync(molecule, 1, PacketCodec.Serialize("in"), id, default);
        await before.UntilAsync(id, static info => info.Status == RunStatus.Waiting);
        await before.DisposeAsync();
    }

    private static async Task<List<string>> IdsAsync(EngineBench bench, RunSearch search)
    {
        var ids = new List<string>();
        await foreach (RunInfo info in bench.Engine.ListAsync(search, default))
        {
            ids.Add(info.Id);
        }

        return ids;
    }

    /// <summary>A journal all of whose records are damaged.</summary>
    private sealed class UnreadableJournal(RunJournal inner) : OtherJournal(inner)
    {
        public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => throw new JournalException($"Record 1 of run {id} is damaged.");
    }
}
