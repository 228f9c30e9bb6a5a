using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Molecules run by the engine over a journal in memory.</summary>
public class EngineTests
{
    internal static TestMolecule Chain() => new TestMolecule("chain").Step("A").Step("B", ["A"]).Step("C", ["B"]).Ionic("A", "B").Ionic("B", "C");

    internal static Task<EngineBench> StartAsync(Action<EngineBench>? configure, params TestMolecule[] molecules) =>
        EngineBench.StartAsync(new MemoryJournal(), new ManualTime(), configure, molecules);

    [Fact]
    public async Task Run_gives_its_output()
    {
        await using EngineBench bench = await StartAsync(null, Chain());

        (await bench.RunAsync("chain")).ShouldBe("C(B(A(in)))");
        Bench.Read((await bench.Engine.RunAsync("chain", 1, PacketCodec.Serialize("in"), default)).ToArray()).ShouldBe("C(B(A(in)))");
    }

    [Fact]
    public async Task Same_id_with_the_same_input_is_the_same_run()
    {
        await using EngineBench bench = await StartAsync(null, Chain());

        await bench.RunAsync("chain", id: "mine");
        await bench.RunAsync("chain", id: "mine");

        bench.Ran.ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public async Task Same_id_with_another_input_is_PF409()
    {
        await using EngineBench bench = await StartAsync(null, Chain());
        await bench.RunAsync("chain", id: "mine");

        var conflict = await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("chain", "other", "mine"));

        conflict.Code.ShouldBe("PF409");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("a\nb")]
    public async Task Id_that_could_be_taken_for_another_is_refused(string id)
    {
        await using EngineBench bench = await StartAsync(null, Chain());

        (await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("chain", id: id))).Code.ShouldBe("PF003");
    }

    [Fact]
    public async Task Unknown_molecule_is_PF001()
    {
        await using EngineBench bench = await StartAsync(null, Chain());

        (await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("nobody"))).Code.ShouldBe("PF001");
    }

    [Fact]
    public async Task Failed_run_throws_with_the_steps_code()
    {
        await using EngineBench bench = await StartAsync(
            static bench => bench.On("B", static _ => throw new ElementException("SHOP1", ErrorCategory.Fatal, "no stock")), Chain());

        var failure = await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("chain", id: "r"));

        failure.Code.ShouldBe("SHOP1");
        failure.Message.ShouldContain("no stock");
        (await bench.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public async Task Text_of_a_handlers_exception_stays_inside()
    {
        await using EngineBench bench = await StartAsync(static bench => bench.On("B", static _ => throw new InvalidOperationException("secret")), Chain());

        (await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("chain"))).Message.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Step_gets_its_run_key_and_try()
    {
        string? seen = null;
        await using EngineBench bench = await StartAsync(
            bench => bench.On("B", (_, call) =>
            {
                seen = $"{call.Context.RunId} {call.Context.Step} {call.Context.IdempotencyKey} {call.Context.Attempt}";
                return ValueTask.FromResult(PacketCodec.Serialize("b"));
            }),
            Chain());

        await bench.RunAsync("chain", id: "r");

        seen.ShouldBe("r B r/B 1");
    }

    [Fact]
    public async Task Bodyless_step_is_sent()
    {
        await using EngineBench bench = await StartAsync(
            null, new TestMolecule("far").Step("A").Step("Notify", ["A"], StepKind.Remote).Ionic("A", "Notify").Loose("A", "Notify"));

        (await bench.RunAsync("far", id: "r")).ShouldBe("remote notify");

        StepRequest sent = bench.Sent.ShouldHaveSingleItem();
        sent.ShouldBe(sent with { Group = AtomGroup.Df, Element = "notify", Key = "r/Notify", Attempt = 1, RoutingKey = "r/A", RunId = "r", Step = "Notify" });
    }

    [Fact]
    public async Task Molecule_within_a_molecule_runs_under_an_id_of_its_own()
    {
        TestMolecule inner = new TestMolecule("inner").Step("X");
        await using EngineBench bench = await StartAsync(
            null, new TestMolecule("outer").Step("A").Step("Inner", ["A"], StepKind.Nested).Runs("Inner", inner).Ionic("A", "Inner"), inner);

        (await bench.RunAsync("outer", id: "r")).ShouldBe("X(A(in))");

        (await bench.Engine.InfoAsync("r/Inner", default)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task Failure_within_fails_the_step_around()
    {
        TestMolecule inner = new TestMolecule("inner").Step("X");
        await using EngineBench bench = await StartAsync(
            static bench => bench.On("X", static _ => throw new ElementException("X1", ErrorCategory.Fatal, "no")),
            new TestMolecule("outer").Step("Inner", kind: StepKind.Nested).Runs("Inner", inner), inner);

        (await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("outer"))).Code.ShouldBe("X1");
    }

    [Fact]
    public async Task Timer_wakes_the_run_when_its_time_comes()
    {
        await using EngineBench bench = await StartAsync(
            null, new TestMolecule("timer").Step("Wait", kind: StepKind.Timer, seconds: 3600).Step("B").Ionic("Wait", "B"));
        string run = await bench.Engine.StartAsync("timer", 1, PacketCodec.Serialize("in"), null, default);
        (await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting)).Status.ShouldBe(RunStatus.Waiting);

        bench.Time.Advance(TimeSpan.FromHours(1));

        (await bench.ResultAsync(run)).ShouldBe("B(in)");
    }

    [Fact]
    public async Task Signal_is_taken_and_an_unknown_one_is_refused_with_the_names()
    {
        await using EngineBench bench = await StartAsync(
            null, new TestMolecule("signal").Step("Paid", kind: StepKind.Signal, seconds: null).Step("B", ["Paid"]).Ionic("Paid", "B"));
        string run = await bench.Engine.StartAsync("signal", 1, PacketCodec.Serialize("in"), null, default);

        var refusal = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.SignalAsync(run, "Payed", Packed("x"), default));
        await bench.Engine.SignalAsync(run, "Paid", Packed("42"), default);

        refusal.Message.ShouldContain("It waits for Paid");
        (await bench.ResultAsync(run)).ShouldBe("B(42)");
    }

    [Fact]
    public async Task Step_that_does_not_return_is_given_up_and_told_to_stop()
    {
        var told = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        await using EngineBench bench = await StartAsync(
            bench => bench.On("A", async (_, call) =>
            {
                call.Cancellation.Register(told.SetResult);
                started.SetResult();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return Packed("never");
            }),
            new TestMolecule("slow").Step("A", seconds: 5));
        string run = await bench.Engine.StartAsync("slow", 1, Packed("in"), null, default);
        await started.Task;

        bench.Time.Advance(TimeSpan.FromSeconds(6));

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(run))).Code.ShouldBe("PF408");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Cancelled_run_stops_its_step_and_undoes_what_was_done()
    {
        var started = new TaskCompletionSource();
        await using EngineBench bench = await StartAsync(
            bench => bench.On("B", async (_, call) =>
            {
                started.SetResult();
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return Packed("never");
            }),
            new TestMolecule("saga").Step("A").Step("B", ["A"]).Step("UndoA", kind: StepKind.Compensation, target: "A").Ionic("A", "B"));
        string run = await bench.Engine.StartAsync("saga", 1, Packed("in"), null, default);
        await started.Task;

        await bench.Engine.CancelAsync(run, default);

        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync(run))).Code.ShouldBe("PF499");
        (await bench.Engine.InfoAsync(run, default)).Status.ShouldBe(RunStatus.Cancelled);
        bench.Ran.ShouldBe(["A", "B", "UndoA"]);
    }

    [Fact]
    public async Task Failed_run_goes_on_from_the_failed_step()
    {
        bool isBroken = true;
        await using EngineBench bench = await StartAsync(
            bench => bench.On("B", _ => isBroken ? throw new ElementException("B1", ErrorCategory.Fatal, "no") : "fine"), Chain());
        await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync("chain", id: "r"));
        isBroken = false;

        await bench.Engine.ResumeAsync("r", default);

        (await bench.ResultAsync("r")).ShouldBe("C(fine)");
        bench.Ran.ShouldBe(["A", "B", "B", "C"]);
        (await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.ResumeAsync("r", default))).Code.ShouldBe("PF409");
    }

    [Fact]
    public async Task Trace_tells_what_happened_from_the_beginning_to_the_end()
    {
        await using EngineBench bench = await StartAsync(null, Chain());
        await bench.RunAsync("chain", id: "r");

        var told = new List<string>();
        await foreach (RunEvent one in bench.Engine.TraceAsync("r", default))
        {
            told.Add($"{one.Kind}{(one.Step is null ? "" : $" {one.Step}")}{(one.Status is { } status ? $" {status}" : "")}");
        }

        told.ShouldBe(["Started", "StepStarted A", "StepDone A", "StepStarted B", "StepDone B", "StepStarted C", "StepDone C", "Ended Completed"]);
    }

    [Fact]
    public async Task Two_runs_never_use_one_resource_at_once()
    {
        int users = 0, most = 0;
        async ValueTask<byte[]> UseAsync(FlowValue value, CompilerServices.AtomCall call)
        {
            most = Math.Max(most, Interlocked.Increment(ref users));
            await Task.Yield();
            Interlocked.Decrement(ref users);
            return Packed("used");
        }

        await using EngineBench bench = await StartAsync(
            bench => bench.On("A", UseAsync).On("B", UseAsync), new TestMolecule("pair").Step("A").Step("B").Covalent("A", "B", "stock"));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bench.RunAsync("pair")));

        most.ShouldBe(1);
        bench.Engine.Locks.OwnerOf("stock").ShouldBeNull();
    }

    [Fact]
    public async Task Sleeping_runs_are_not_kept_in_memory()
    {
        await using EngineBench bench = EngineBench.Make(
            new MemoryJournal(), new MoleculeEngineOptions(), new TestMolecule("timer").Step("Wait", kind: StepKind.Timer, seconds: 3600).Step("B").Ionic("Wait", "B"));
        await bench.Engine.StartAsync(default);
        string[] runs = await Task.WhenAll(Enumerable.Range(0, 50).Select(run => bench.Engine.StartAsync("timer", 1, Packed("in"), $"r{run}", default).AsTask()));
        foreach (string run in runs)
        {
            await bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
        }

        await bench.Engine.StopAsync(default);

        bench.Engine.Wakes.Count.ShouldBe(50);
        bench.Engine.ActiveCount.ShouldBe(0);
    }

    private static byte[] Packed(string value) => PacketCodec.Serialize(value);

    internal static async Task<List<RunEvent>> TraceAsync(EngineBench bench, string run)
    {
        var told = new List<RunEvent>();
        await foreach (RunEvent one in bench.Engine.TraceAsync(run, default))
        {
            told.Add(one);
        }

        return told;
    }
}
