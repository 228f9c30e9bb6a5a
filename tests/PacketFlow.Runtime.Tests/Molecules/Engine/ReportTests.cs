using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>How far a step says that it is.</summary>
public class ReportTests
{
    [Fact]
    public async Task Trace_tells_how_far_a_step_says_that_it_is_while_it_runs_and_the_journal_keeps_none_of_it()
    {
        var listened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        AtomContext? context = null;
        await using EngineBench bench = await EngineTests.StartAsync(
            bench => bench.On("B", async (_, call) =>
            {
                context = call.Context;
                await listened.Task;
                context.Report(0.5);
                context.Report(7);

                // As code does that knows nothing of atoms.
                context.Progress!.Report(-1);
                context.Progress.Report(7);
                return EngineBench.Bytes("done");
            }).On("C", _ =>
            {
                // It is over, and the run is not.
                context!.Report(0.9);
                return "done";
            }),
            EngineTests.Chain());
        await bench.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), "r", default);

        var told = new List<string>();
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            told.Add($"{one.Kind} {one.Step} {one.Progress?.ToString(System.Globalization.CultureInfo.InvariantCulture)}".Trim());
            if (one is { Kind: RunEventKind.StepStarted, Step: "B" })
            {
                listened.SetResult();
            }
        }

        string[] kept = ["Started", "StepStarted A", "StepDone A", "StepStarted B", "StepDone B", "StepStarted C", "StepDone C", "Ended"];
        told.ShouldBe([.. kept[..4], "StepProgressed B 0.5", "StepProgressed B 1", "StepProgressed B 0", "StepProgressed B 1", .. kept[4..]]);
        (await EngineTests.TraceAsync(bench, "r")).Select(static one => $"{one.Kind} {one.Step}".Trim()).ShouldBe(kept);
    }

    [Fact]
    public async Task Step_that_reports_more_than_anybody_reads_cuts_no_listener_off()
    {
        var listened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using EngineBench bench = await EngineTests.StartAsync(
            bench => bench.On("B", async (_, call) =>
            {
                await listened.Task;
                for (int i = 0; i < 10_000; i++)
                {
                    call.Context.Report(i / 10_000.0);
                }

                return EngineBench.Bytes("done");
            }).On("C", _ =>
            {
                // Not before the end of B has been told, or not.
                reported.SetResult();
                return "done";
            }),
            EngineTests.Chain());
        await bench.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), "r", default);

        RunEvent? last = null;
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            last = one;
            if (one is { Kind: RunEventKind.StepStarted, Step: "B" })
            {
                listened.SetResult();
                await reported.Task;
            }
        }

        last!.Kind.ShouldBe(RunEventKind.Ended);
    }
}
