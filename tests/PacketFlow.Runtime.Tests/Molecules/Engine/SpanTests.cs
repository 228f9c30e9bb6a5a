using System.Collections.Concurrent;
using System.Diagnostics;
using PacketFlow.CompilerServices;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Tries of steps as spans.</summary>
public class SpanTests
{
    private static readonly TestMolecule Inner = new TestMolecule("spanned-inner").Step("X");

    [Fact]
    public async Task Tries_are_spans_of_the_trace_that_started_the_run_those_of_runs_within_beneath_their_step()
    {
        var spans = new ConcurrentQueue<Activity>();
        using ActivityListener listener = Listen(spans);
        var watched = new TaskCompletionSource();
        int tries = 0;
        ActivityTraceId seen = default;
        await using EngineBench bench = await EngineBench.StartAsync(
            new MemoryJournal(),
            new ManualTime(),
            bench => bench
                .On("A", async (_, _) =>
                {
                    await watched.Task;
                    return tries++ == 0 ? throw new ElementException("A1", ErrorCategory.Retryable, "not yet") : EngineBench.Bytes("a");
                })
                .On("X", _ =>
                {
                    seen = Activity.Current!.TraceId;
                    return "x";
                }),
            new TestMolecule("spanned").Step("A", retries: 1).Step("Inner", ["A"], StepKind.Nested).Runs("Inner", Inner).Ionic("A", "Inner"),
            Inner);
        using var source = new ActivitySource("PacketFlow");
        Activity around = source.StartActivity("around", ActivityKind.Internal, default(ActivityContext))!;
        string run = await bench.Engine.StartAsync("spanned", 1, EngineBench.Bytes("in"), null, default);
        around.Stop();

        // Who waits keeps the run in memory, and its trace with it.
        Task<string> result = bench.ResultAsync(run);
        watched.SetResult();
        await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
        bench.Time.Advance(TimeSpan.FromSeconds(2));
        await result;

        Activity[] mine = [.. spans.Where(one => (one.GetTagItem("packetflow.run") as string)?.StartsWith(run, StringComparison.Ordinal) is true).OrderBy(static one => one.StartTimeUtc)];
        mine.Select(static one => $"{one.OperationName} {one.GetTagItem("packetflow.attempt")} {one.Status} {one.GetTagItem("error.type")}".TrimEnd())
            .ShouldBe(["spanned/A 1 Error A1", "spanned/A 2 Unset", "spanned/Inner 1 Unset", "spanned-inner/X 1 Unset"]);
        mine[..3].ShouldAllBe(one => one.ParentSpanId == around.SpanId && one.TraceId == around.TraceId);
        mine[3].ParentSpanId.ShouldBe(mine[2].SpanId);
        seen.ShouldBe(around.TraceId);
    }

    [Fact]
    public async Task Step_that_waits_for_its_turn_runs_in_the_trace_of_its_run()
    {
        using ActivityListener listener = Listen([]);
        ActivityTraceId seen = default;
        TestMolecule molecule = new TestMolecule("spanned-turn").Step("A", of: AtomGroup.Cf);
        var handler = new FlowHandler(molecule.Plan.Steps[0], (_, _) =>
        {
            seen = Activity.Current!.TraceId;
            return ValueTask.FromResult(EngineBench.Bytes("a"));
        });
        await using RunningHost host = await RunningHost.StartAsync([], (_, flow) => flow.Add(new Module(molecule, handler)));
        using var source = new ActivitySource("PacketFlow");
        using Activity around = source.StartActivity("around", ActivityKind.Internal, default(ActivityContext))!;

        await host.Client.RunAsync(new Molecule<string, string>(molecule), "in");

        seen.ShouldBe(around.TraceId);
    }

    [Fact]
    public async Task Documents_name_no_span()
    {
        var spans = new ConcurrentQueue<Activity>();
        using ActivityListener listener = Listen(spans);
        await using EngineBench bench = await EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), null);
        FlowValue document = PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson("""{ "id": "doc", "steps": [ { "name": "a", "g": "df", "e": "x" } ] }"""));

        string run = await bench.Engine.StartDocumentAsync(document, EngineBench.Bytes("in"), null, default);
        await bench.ResultAsync(run);

        spans.Single(one => one.GetTagItem("packetflow.run") as string == run).OperationName.ShouldBe(RunMetrics.Document);
    }

    private sealed class Module(TestMolecule molecule, ElementHandler handler) : IPacketFlowModule
    {
        public string Name => "Spans";

        public IReadOnlyList<ElementHandler> Handlers => [handler];

        public IReadOnlyList<MoleculeDefinition> Molecules => [molecule];
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PacketFlowTelemetry.ActivitySourceName,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
