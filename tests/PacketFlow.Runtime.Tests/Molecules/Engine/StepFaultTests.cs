using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.CompilerServices;
using PacketFlow.Hosting;
using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What a molecule's code throws stands in the log with its stack; callers are told as much of it as of what handlers throw.</summary>
public sealed class StepFaultTests : IDisposable
{
    private const int StepFailed = 1412;
    private const int BondFailed = 1413;

    private readonly ToldLines _told = new();
    private readonly HostLog _log = new();

    public void Dispose()
    {
        _told.Dispose();
        _log.Dispose();
    }

    [Theory]
    [InlineData(StepKind.Handler, AtomGroup.Df)]
    [InlineData(StepKind.Handler, AtomGroup.Cf)]
    [InlineData(StepKind.Remote, AtomGroup.Df)]
    public async Task What_a_step_throws_is_logged_with_each_try(StepKind kind, AtomGroup group)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work", kind: kind, of: group, retries: 1);
        await using RunningHost host = await StartAsync(molecule, group, static () => throw Fault(), new() { ["PacketFlow:Errors:retry_delay_ms"] = "1" });
        RunHandle<FlowValue> run = await host.Client.StartAsync(new Molecule<string, FlowValue>(molecule), "in", "order-7");

        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Code.ShouldBe("PF500");

        _told.Of(StepFailed).ShouldBe(["Step Work of run order-7 threw on try 1", "Step Work of run order-7 threw on try 2"]);
        _log.Lines.Count(static line => line.Contains("on try", StringComparison.Ordinal) && line.Contains("the detail", StringComparison.Ordinal)
            && line.Contains($"at {typeof(StepFaultTests).FullName}.{nameof(Fault)}", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task What_a_step_refuses_on_purpose_is_not_logged()
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work");
        await using RunningHost host = await StartAsync(molecule, AtomGroup.Df, static () => throw new ElementException("SHOP1", ErrorCategory.Fatal, "sold out"));

        (await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"))).Code.ShouldBe("SHOP1");

        _told.Of(StepFailed).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("condition", "The condition IsB over the output of A")]
    [InlineData("merge", "The merge MergeB")]
    [InlineData("input", "The input of step A")]
    public async Task What_bonds_throw_is_logged(string where, string what)
    {
        TestMolecule molecule = Throwing(where);
        await using RunningHost host = await StartAsync(molecule, AtomGroup.Df, static () => { });
        RunHandle<FlowValue> run = await host.Client.StartAsync(new Molecule<string, FlowValue>(molecule), "in", "order-7");

        await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync());

        _told.Of(BondFailed).ShouldBe([$"{what} threw in run order-7"]);
        _log.Lines.Count(static line => line.Contains("threw in run", StringComparison.Ordinal) && line.Contains("the detail", StringComparison.Ordinal)
            && line.Contains($"at {typeof(StepFaultTests).FullName}.{nameof(Fault)}", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("step", true)]
    [InlineData("step", false)]
    [InlineData("condition", true)]
    [InlineData("condition", false)]
    [InlineData("merge", true)]
    [InlineData("merge", false)]
    [InlineData("input", true)]
    [InlineData("input", false)]
    public async Task What_a_molecule_throws_is_told_where_that_is_asked_for(string where, bool isTold)
    {
        TestMolecule molecule = Throwing(where);
        await using RunningHost host = await StartAsync(
            molecule, AtomGroup.Df, () => _ = where == "step" ? throw Fault() : 0, new() { ["PacketFlow:IncludeErrorDetail"] = isTold ? "true" : "false" });

        PacketFlowException told = await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"));

        told.Message.ShouldContain(nameof(InvalidOperationException));
        told.Message.Contains("the detail", StringComparison.Ordinal).ShouldBe(isTold);
    }

    [Fact]
    public async Task Failure_that_cannot_be_told_ends_its_step_alone()
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work");
        await using RunningHost host = await StartAsync(
            molecule, AtomGroup.Df, static () => throw new UnspeakableException(), new() { ["PacketFlow:IncludeErrorDetail"] = "true" });

        (await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"))).Message
            .ShouldContain(nameof(UnspeakableException));
    }

    // The runtime throws it for one array that is too large as well, which says nothing of the others.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Step_that_finds_no_memory_fails_as_by_any_other_exception(bool isLate, bool isWithin)
    {
        TestMolecule inner = new TestMolecule("inner").Step("Work");
        await using EngineBench bench = await EngineBench.StartLoggingAsync(
            new MemoryJournal(), new ManualTime(), _told, new TestMolecule("outer").Step("Inner", kind: StepKind.Nested).Runs("Inner", inner), inner);
        bench.On("Work", async (_, _) =>
        {
            if (isLate)
            {
                await Task.Yield();
            }

            return new byte[int.MaxValue];
        });

        var failure = await Should.ThrowAsync<PacketFlowException>(() => bench.RunAsync(isWithin ? "outer" : "inner", id: "r").WaitAsync(TimeSpan.FromSeconds(20)));

        (failure.Code, (await bench.Engine.InfoAsync(isWithin ? "r/Inner" : "r", default)).Status).ShouldBe(("PF500", RunStatus.Failed));
        _told.Of(StepFailed).Length.ShouldBe(1);
    }

    // An HttpClient whose time is over says it so.
    [Theory]
    [InlineData(AtomGroup.Df)]
    [InlineData(AtomGroup.Cf)]
    public async Task Cancellation_that_nobody_asked_the_step_for_is_a_failure(AtomGroup group)
    {
        TestMolecule molecule = new TestMolecule("m").Step("Work", of: group, retries: 1);
        await using RunningHost host = await StartAsync(
            molecule, group, static () => throw new TaskCanceledException("The time of a request is over."), new() { ["PacketFlow:Errors:retry_delay_ms"] = "1" });

        var failure = await Should.ThrowAsync<PacketFlowException>(() => host.Client.RunAsync(new Molecule<string, FlowValue>(molecule), "in"));

        failure.Code.ShouldBe("PF500");
        failure.Message.ShouldContain($"Step Work threw {nameof(TaskCanceledException)}.");
        _told.Of(StepFailed).Length.ShouldBe(2);
    }

    private static TestMolecule Throwing(string where) => where switch
    {
        "condition" => new TestMolecule("m").Step("A").Step("B", ["A"]).Ionic("A", "B", static _ => throw Fault()),
        "merge" => new TestMolecule("m").Step("A").Step("B").Covalent("A", "B", merge: static (_, _) => throw Fault()),
        "input" => new TestMolecule("m") { Converting = static _ => throw Fault() }.Step("A"),
        _ => new TestMolecule("m").Step("A"),
    };

    private static Exception Fault() => throw new InvalidOperationException("the detail");

    private Task<RunningHost> StartAsync(TestMolecule molecule, AtomGroup group, Action body, Dictionary<string, string?>? settings = null)
    {
        return RunningHost.StartAsync(
            settings ?? [],
            (services, flow) =>
            {
                services.AddSingleton<ILoggerProvider>(_told).AddSingleton<ILoggerProvider>(_log);
                flow.Add(new StepsModule(molecule, Work));
            },
            new FlowHandler(new Element(group, "work"), Work));

        ValueTask<byte[]> Work(FlowValue value, AtomCall call)
        {
            body();
            return new(PacketCodec.Serialize("done"));
        }
    }

    private sealed class UnspeakableException : Exception
    {
        public override string Message => throw new InvalidOperationException("It has no words.");

        public override string ToString() => throw new InvalidOperationException("It has no words.");
    }
}
