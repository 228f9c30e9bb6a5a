using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Steps of one metallic group see how far the others are.</summary>
public class GroupProgressTests
{
    private readonly TaskCompletionSource _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Step_sees_what_its_partner_reported_and_that_it_is_done()
    {
        var seen = new List<double?>();
        await using EngineBench bench = await EngineTests.StartAsync(
            bench => bench.On("B", async (_, call) =>
            {
                call.Context.Report(0.25);
                _reported.SetResult();
                await _released.Task;
                return EngineBench.Bytes("done");
            }).On("C", async (_, call) =>
            {
                await _reported.Task;
                seen.AddRange(new[] { "B", "A", "C", "none" }.Select(call.Context.ProgressOf));
                _released.SetResult();
                await _told.Task;
                seen.Add(call.Context.ProgressOf("B"));
                return EngineBench.Bytes("done");
            }).On("A", (_, call) =>
            {
                seen.Add(call.Context.ProgressOf("B"));
                return ValueTask.FromResult(EngineBench.Bytes("done"));
            }),
            Pair());

        await RunUntilDoneAsync(bench, "B", index: null);

        // The first is A's own question, who is in no group.
        seen.ShouldBe([null, 0.25, null, null, null, 1]);
    }

    [Fact]
    public async Task Step_that_runs_for_each_is_as_far_as_its_items_together()
    {
        double? seen = null;
        await using EngineBench bench = await EngineTests.StartAsync(
            bench => bench.On("A", static _ => Values.Texts("0", "1", "2", "3")).On("B", async (item, call) =>
            {
                if (item.AsString() == "1")
                {
                    call.Context.Report(0.5);
                    _reported.SetResult();
                }

                await (item.AsString() == "0" ? Task.CompletedTask : _released.Task);
                return EngineBench.Bytes("done");
            }).On("C", async (_, call) =>
            {
                await Task.WhenAll(_reported.Task, _told.Task);
                seen = call.Context.ProgressOf("B");
                _released.SetResult();
                return EngineBench.Bytes("done");
            }),
            new TestMolecule("pair").Step("A").Step("B", ["A"], forEach: true).Step("C", ["A"]).Ionic("A", "B", forEach: true).Ionic("A", "C").Metallic("B", "C"));

        await RunUntilDoneAsync(bench, "B", index: 0);

        seen.ShouldBe(1.5 / 4);
    }

    [Fact]
    public async Task Partner_that_was_done_before_the_host_started_is_done()
    {
        await using var journal = new MemoryJournal();
        await using (EngineBench before = await EngineBench.StartAsync(journal, new ManualTime(), bench => bench.On("C", HoldAsync), Pair()))
        {
            await before.Engine.StartAsync("pair", 1, PacketCodec.Serialize("in"), "r", default);
            await foreach (RunEvent one in before.Engine.TraceAsync("r", default))
            {
                if (one is { Kind: RunEventKind.StepDone, Step: "B" })
                {
                    break;
                }
            }
        }

        double? seen = null;
        await using EngineBench bench = await EngineBench.StartAsync(
            journal,
            new ManualTime(),
            bench => bench.On("C", (_, call) =>
            {
                seen = call.Context.ProgressOf("B");
                return ValueTask.FromResult(EngineBench.Bytes("done"));
            }),
            Pair());
        await bench.Engine.ResultAsync("r", default);

        seen.ShouldBe(1);

        static async ValueTask<byte[]> HoldAsync(FlowValue value, CompilerServices.AtomCall call)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, call.Cancellation);
            return [];
        }
    }

    private static TestMolecule Pair() =>
        new TestMolecule("pair").Step("A").Step("B", ["A"]).Step("C", ["A"]).Ionic("A", "B").Ionic("A", "C").Metallic("B", "C");

    // Whoever listens is told after the steps can see it.
    private async Task RunUntilDoneAsync(EngineBench bench, string step, int? index)
    {
        await bench.Engine.StartAsync("pair", 1, PacketCodec.Serialize("in"), "r", default);
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            if (one.Kind == RunEventKind.StepDone && one.Step == step && one.Index == index)
            {
                _told.TrySetResult();
            }
        }
    }
}
