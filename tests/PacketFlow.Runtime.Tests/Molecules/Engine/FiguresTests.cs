using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;

namespace PacketFlow.Molecules;

/// <summary>What is counted of runs, against what their journal says of them.</summary>
public class FiguresTests
{
    private static TestMolecule Saga() => new TestMolecule("saga")
        .Step("A", retries: 2).Step("B", ["A"]).Step("Undo", kind: StepKind.Compensation, target: "A").Ionic("A", "B");

    [Fact]
    public async Task Counts_agree_with_the_history_of_runs_that_were_tried_again_undone_and_cancelled()
    {
        var begun = new TaskCompletionSource();
        int tries = 0;
        await using EngineBench bench = await EngineBench.StartAsync(
            new MemoryJournal(),
            new ManualTime(),
            bench => bench
                .On("A", value => value.AsString() == "again" && tries++ == 0 ? throw new ElementException("A1", ErrorCategory.Retryable, "not yet") : value.AsString())
                .On("B", async (value, call) =>
                {
                    switch (value.AsString())
                    {
                        case "undo":
                            throw new ElementException("B1", ErrorCategory.Fatal, "no");
                        case "cancel":
                            begun.SetResult();
                            await Task.Delay(Timeout.Infinite, call.Cancellation);
                            break;
                    }

                    return EngineBench.Bytes("done");
                }),
            Saga());

        string again = await StartAsync(bench, "again");
        (await bench.UntilAsync(again, static info => info.Status == RunStatus.Waiting)).Status.ShouldBe(RunStatus.Waiting);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        (await bench.ResultAsync(again)).ShouldBe("done");
        string undone = await StartAsync(bench, "undo");
        await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(undone));
        string cancelled = await StartAsync(bench, "cancel");
        await begun.Task;
        await bench.Engine.CancelAsync(cancelled, default);
        await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(cancelled));

        List<RunEvent> history = [.. await HistoryAsync(bench, again), .. await HistoryAsync(bench, undone), .. await HistoryAsync(bench, cancelled)];
        RunCounts counts = bench.Metrics.Of("saga");
        counts.Begun.ShouldBe(history.Count(static one => one.Kind == RunEventKind.Started));
        foreach ((RunStatus status, _) in Labels.EndStatuses)
        {
            counts.Ended(status).ShouldBe(history.Count(one => one.Status == status), status.ToString());
        }

        counts.Tries(TryOutcome.Completed).ShouldBe(history.Count(static one => one is { Kind: RunEventKind.StepDone, Attempt: > 0 }));
        counts.Tries(TryOutcome.Failed).ShouldBe(history.Count(static one => one is { Kind: RunEventKind.StepFailed, Code: not "PF499" }));
        counts.Tries(TryOutcome.Cancelled).ShouldBe(history.Count(static one => one is { Kind: RunEventKind.StepFailed, Code: "PF499" }));
        counts.Retries.ShouldBe(history.Count(static one => one is { Kind: RunEventKind.StepStarted, Attempt: > 1 }));
        counts.Undone.ShouldBe(history.Count(static one => one is { Kind: RunEventKind.StepDone, Step: "Undo" }));

        // The history is what was meant to happen.
        (counts.Begun, counts.Ended(RunStatus.Completed), counts.Ended(RunStatus.Compensated), counts.Ended(RunStatus.Cancelled)).ShouldBe((3, 1, 1, 1));
        (counts.Tries(TryOutcome.Failed), counts.Tries(TryOutcome.Cancelled), counts.Retries, counts.Undone).ShouldBe((2, 1, 1, 2));
    }

    [Fact]
    public async Task Timers_have_no_tries_and_runs_that_wait_for_them_are_told()
    {
        await using EngineBench bench = await EngineBench.StartAsync(
            new MemoryJournal(), new ManualTime(), null, new TestMolecule("timer").Step("Wait", kind: StepKind.Timer, seconds: 3600).Step("B").Ionic("Wait", "B"));
        string run = await StartAsync(bench, "in", "timer");
        await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);

        bench.Metrics.Timed.ShouldBe(1);
        bench.Time.Advance(TimeSpan.FromHours(1));
        await bench.ResultAsync(run);

        bench.Metrics.Timed.ShouldBe(0);
        bench.Metrics.Of("timer").Tries(TryOutcome.Completed).ShouldBe(1);
    }

    [Fact]
    public async Task Documents_are_counted_under_one_name_whatever_their_callers_call_them()
    {
        await using EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), null, Saga());

        foreach (string name in (string[])["one", "two"])
        {
            FlowValue document = PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson($$"""{ "id": "{{name}}", "steps": [ { "name": "a", "g": "df", "e": "x" } ] }"""));
            string run = await bench.Engine.StartDocumentAsync(document, EngineBench.Bytes("in"), null, default);
            (await bench.ResultAsync(run)).ShouldBe("remote x");
        }

        bench.Metrics.Molecules.Select(static molecule => molecule.Molecule).ShouldBe(["(document)", "saga"]);
        bench.Metrics.Of("(document)").Ended(RunStatus.Completed).ShouldBe(2);
    }

    [Fact]
    public async Task Journal_that_takes_nothing_is_told_until_it_takes_records_again()
    {
        var journal = new FullJournal();
        await using EngineBench bench = await EngineBench.StartAsync(
            journal, new ManualTime(), null, new TestMolecule("signal").Step("Paid", kind: StepKind.Signal, seconds: null).Step("B", ["Paid"], seconds: null).Ionic("Paid", "B"));
        string run = await StartAsync(bench, "in", "signal");
        await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
        JournalFigures figures = bench.Metrics.Journal;
        figures.Trouble.ShouldBeNull();

        journal.IsFull = true;
        Task signal = bench.Engine.SignalAsync(run, "Paid", EngineBench.Bytes("7"), default).AsTask();
        await journal.Refused.Task;
        while (figures.Trouble is null)
        {
            await Task.Yield();
        }

        // However long it lasts: the run tries again.
        figures.Trouble.ShouldBe("disk full");
        bench.Time.Advance(TimeSpan.FromMinutes(1));
        figures.Trouble.ShouldBe("disk full");

        journal.IsFull = false;
        while (!signal.IsCompleted)
        {
            bench.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Yield();
        }

        (await bench.ResultAsync(run)).ShouldBe("B(7)");
        figures.Trouble.ShouldBeNull();
        figures.Failures.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Run_that_was_refused_is_told_for_a_while_or_until_another_is_taken()
    {
        var journal = new FullJournal { IsFull = true };
        await using EngineBench bench = await EngineBench.StartAsync(journal, new ManualTime(), null, Saga());

        await Should.ThrowAsync<PacketFlowException>(() => StartAsync(bench, "in"));
        bench.Metrics.Journal.Trouble.ShouldBe("disk full");
        bench.Time.Advance(TimeSpan.FromSeconds(30));
        bench.Metrics.Journal.Trouble.ShouldBeNull();

        await Should.ThrowAsync<PacketFlowException>(() => StartAsync(bench, "in"));
        bench.Metrics.Journal.Trouble.ShouldBe("disk full");
        journal.IsFull = false;
        await bench.ResultAsync(await StartAsync(bench, "in"));
        bench.Metrics.Journal.Trouble.ShouldBeNull();
        bench.Metrics.Journal.Failures.ShouldBe(2);
        Enumerable.Range(0, DurationBuckets.Count).Sum(bench.Metrics.Journal.Bucket).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Journal_that_cannot_be_asked_for_a_run_is_told()
    {
        var journal = new FullJournal { IsAway = true };
        await using EngineBench bench = await EngineBench.StartAsync(journal, new ManualTime(), null, Saga());

        await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("saga", id: "r"));

        bench.Metrics.Journal.Trouble.ShouldBe("server away");
    }

    private static async Task<string> StartAsync(EngineBench bench, string input, string molecule = "saga") =>
        await bench.Engine.StartAsync(molecule, 1, EngineBench.Bytes(input), null, default);

    private static async Task<List<RunEvent>> HistoryAsync(EngineBench bench, string run)
    {
        var events = new List<RunEvent>();
        await foreach (RunEvent one in bench.Engine.TraceAsync(run, default))
        {
            events.Add(one);
        }

        return events;
    }

    private sealed class FullJournal() : OtherJournal(new MemoryJournal())
    {
        public volatile bool IsFull;

        public bool IsAway { get; init; }

        public TaskCompletionSource Refused { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask<RunEntry?> FindAsync(string id) => IsAway ? throw new JournalException("server away") : base.FindAsync(id);

        public override async ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            // What is more than memory is waited for.
            await Task.Yield();
            if (!IsFull)
            {
                return await base.AppendAsync(batch);
            }

            Refused.TrySetResult();
            throw new JournalException("disk full");
        }
    }
}
