using PacketFlow.CompilerServices;
using PacketFlow.Reactor;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Steps with a body wait for their turn where their group runs things one at a time.</summary>
public sealed class LaneTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _entered = [];

    [Fact]
    public async Task Steps_that_hold_a_resource_run_one_at_a_time_whatever_their_run()
    {
        TestMolecule molecule = Taking();
        await using RunningHost host = await StartAsync(molecule);
        RunHandle<FlowValue> first = await BeginAsync(host, molecule, "1"), second = await BeginAsync(host, molecule, "2");

        await UntilAsync(() => _entered.Count == 2 || (_entered.Count == 1 && Waiting(host, AtomGroup.Rm) == 1));

        _entered.Count.ShouldBe(1);
        _gate.SetResult();
        await first.GetResultAsync();
        await second.GetResultAsync();
        _entered.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Step_and_atom_that_hold_a_resource_wait_for_each_other()
    {
        TestMolecule molecule = Taking();
        await using RunningHost host = await StartAsync(molecule);
        RunHandle<FlowValue> run = await BeginAsync(host, molecule, "1");
        await UntilAsync(() => _entered.Count == 1);

        ValueTask<FlowValue> atom = host.Client.SubmitAsync("rm", "hold", "atom");
        await UntilAsync(() => _entered.Count == 2 || Waiting(host, AtomGroup.Rm) == 1);

        _entered.ShouldBe(["1"]);
        _gate.SetResult();
        await run.GetResultAsync();
        await atom;
        _entered.ShouldBe(["1", "atom"]);
    }

    [Fact]
    public async Task Step_without_a_body_holds_the_resource_that_its_handler_names()
    {
        TestMolecule molecule = new TestMolecule("asking").Step("Hold", kind: StepKind.Remote, of: AtomGroup.Rm);
        await using RunningHost host = await StartAsync(molecule);
        FlowValue bolt = FlowValue.Map(("stock", "bolt"));
        RunHandle<FlowValue> run = await host.Client.StartAsync(new Molecule<FlowValue, FlowValue>(molecule), bolt);
        await UntilAsync(() => _entered.Count == 1);

        ValueTask<FlowValue> atom = host.Client.SubmitAsync("rm", "hold", bolt);
        await UntilAsync(() => _entered.Count == 2 || Waiting(host, AtomGroup.Rm) == 1);

        _entered.Count.ShouldBe(1);
        _gate.SetResult();
        await run.GetResultAsync();
        await atom;
        _entered.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Control_flow_steps_take_turns_within_their_run_alone()
    {
        TestMolecule molecule = new TestMolecule("control").Step("A", of: AtomGroup.Cf).Step("B", of: AtomGroup.Cf);
        await using RunningHost host = await StartAsync(molecule);

        RunHandle<FlowValue> first = await BeginAsync(host, molecule, "1"), second = await BeginAsync(host, molecule, "2");
        await UntilAsync(() => _entered.Count > 2 || (_entered.Count == 2 && Waiting(host, AtomGroup.Cf) == 2));

        _entered.Order(StringComparer.Ordinal).ShouldBe(["1", "2"]);
        _gate.SetResult();
        await first.GetResultAsync();
        await second.GetResultAsync();
        _entered.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Step_that_waits_for_what_it_holds_is_refused()
    {
        TestMolecule molecule = new TestMolecule("selfish").Step("Take", of: AtomGroup.Rm, resource: "stock");
        await using RunningHost host = await StartAsync(molecule, static async call => await call.Context.Client.SubmitAsync("rm", "hold", "atom"));
        RunHandle<FlowValue> run = await BeginAsync(host, molecule, "1");

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync());

        refusal.Code.ShouldBe("PF508");
    }

    [Fact]
    public async Task Step_of_a_run_that_was_cancelled_gives_its_turn_up()
    {
        TestMolecule molecule = Taking();
        await using RunningHost host = await StartAsync(molecule);
        RunHandle<FlowValue> first = await BeginAsync(host, molecule, "1");
        await UntilAsync(() => _entered.Count == 1);
        RunHandle<FlowValue> second = await BeginAsync(host, molecule, "2");
        await UntilAsync(() => _entered.Count == 2 || Waiting(host, AtomGroup.Rm) == 1);

        await second.CancelAsync();
        (await Should.ThrowAsync<PacketFlowException>(() => second.GetResultAsync())).Code.ShouldBe("PF499");
        _gate.SetResult();
        await first.GetResultAsync();
        await (await BeginAsync(host, molecule, "3")).GetResultAsync();

        _entered.ShouldBe(["1", "3"]);
    }

    private static TestMolecule Taking() => new TestMolecule("taking").Step("Take", of: AtomGroup.Rm, resource: "stock");

    private static Task<RunHandle<FlowValue>> BeginAsync(RunningHost host, MoleculeDefinition molecule, string run) =>
        host.Client.StartAsync(new Molecule<string, FlowValue>(molecule), run, run);

    private static int Waiting(RunningHost host, AtomGroup group) => host.Reactor.Lane(group).Waiting;

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            tooLong.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task<RunningHost> StartAsync(TestMolecule molecule, Func<AtomCall, ValueTask>? body = null) => RunningHost.StartAsync(
        [],
        (_, flow) => flow.Add(new StepsModule(molecule, async (value, call) =>
        {
            await (body is null ? EnterAsync(value.AsString()) : body(call));
            return PacketCodec.Serialize("done");
        })),
        new FlowHandler(new Element(AtomGroup.Rm, "hold") { Resource = "stock" }, async (value, _) =>
        {
            await EnterAsync(value.Kind == PacketKind.String ? value.AsString() : "map");
            return PacketCodec.Serialize("done");
        }));

    private async ValueTask EnterAsync(string who)
    {
        lock (_entered)
        {
            _entered.Add(who);
        }

        await _gate.Task;
    }
}
