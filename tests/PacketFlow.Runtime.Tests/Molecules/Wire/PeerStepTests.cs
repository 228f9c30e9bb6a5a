using PacketFlow.CompilerServices;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>Steps that peers run, each over a socket of its own, in both protocols.</summary>
public sealed class PeerStepTests
{
    private const int Runs = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Steps_of_a_neighbourhood_run_at_one_peer_and_runs_are_spread(bool isText)
    {
        Molecule<int, FlowValue> pair = Of(new TestMolecule("pair")
            .Step("First", kind: StepKind.Remote).Step("Second", ["First"], StepKind.Remote).Ionic("First", "Second").Loose("First", "Second"), out Module module);
        await using RunningHost host = await StartAsync(module);
        await using ElementPeer one = await ElementPeer.RegisterAsync(host, isText, "df:first", "df:second");
        await using ElementPeer two = await ElementPeer.RegisterAsync(host, isText, "df:first", "df:second");
        Task<List<string>> atOne = one.ServeAsync("one"), atTwo = two.ServeAsync("two");

        for (int run = 0; run < Runs; run++)
        {
            await (await host.Client.StartAsync(pair, 1, $"run-{run}")).GetResultAsync();
        }

        await one.DisposeAsync();
        await two.DisposeAsync();
        foreach (List<string> asked in (List<string>[])[await atOne, await atTwo])
        {
            asked.ShouldNotBeEmpty();
            asked.Chunk(2).Select(static run => string.Join(' ', run)).Distinct().ShouldBe(["first second"]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_that_a_peer_refuses_is_tried_again_at_another(bool isText)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work));
        await using ElementPeer down = await ElementPeer.RegisterAsync(host, isText, "df:work");
        await using ElementPeer up = await ElementPeer.RegisterAsync(host, isText, "df:work");
        Task<List<string>> refused = down.ServeAsync(atom => down.FailAsync(atom, "PF503", "retryable")), done = up.ServeAsync("up");

        for (int run = 0; run < Runs; run++)
        {
            // At most two tries each: the second is at the other peer.
            (await (await host.Client.StartAsync(work, 1, $"run-{run}")).GetResultAsync()).AsString().ShouldBe("up");
        }

        await down.DisposeAsync();
        await up.DisposeAsync();
        (await refused).Count.ShouldBeInRange(1, Runs - 1);
        (await done).Count.ShouldBe(Runs);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_that_the_only_peer_refuses_is_tried_there_again(bool isText)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work));
        await using ElementPeer peer = await ElementPeer.RegisterAsync(host, isText, "df:work");
        Task<RunHandle<FlowValue>> starting = host.Client.StartAsync(work, 1);

        await peer.FailAsync((await peer.NextAsync())!, "PF503", "retryable");
        await peer.AnswerAsync((await peer.NextAsync())!, "7");

        (await (await starting).GetResultAsync()).AsInt64().ShouldBe(7);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Step_whose_peer_is_lost_goes_on_at_another_only_if_it_may_be_repeated(bool isText, bool idempotent)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work, idempotent: idempotent));
        await using ElementPeer lost = await ElementPeer.RegisterAsync(host, isText, "df:work");
        RunHandle<FlowValue> run = await host.Client.StartAsync(work, 1);
        await lost.NextAsync();
        await using ElementPeer other = await ElementPeer.RegisterAsync(host, isText, "df:work");

        await lost.DisposeAsync();

        if (idempotent)
        {
            await other.AnswerAsync((await other.NextAsync())!, "7");
            (await run.GetResultAsync()).AsInt64().ShouldBe(7);
        }
        else
        {
            (await Should.ThrowAsync<PacketFlowException>(run.GetResultAsync())).Code.ShouldBe("PF504");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Error_of_a_peer_is_that_of_the_run(bool isText)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work));
        await using ElementPeer peer = await ElementPeer.RegisterAsync(host, isText, "df:work");
        RunHandle<FlowValue> run = await host.Client.StartAsync(work, 1);

        await peer.FailAsync((await peer.NextAsync())!, "SHOP1", "fatal");

        PacketFlowException failure = await Should.ThrowAsync<PacketFlowException>(run.GetResultAsync());
        (failure.Code, failure.Category, failure.Message).ShouldBe(("SHOP1", ErrorCategory.Fatal, $"Run {run.Id} ended as Failed: Step Work: no"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_of_a_run_ends_its_step_at_the_peer(bool isText)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work));
        await using ElementPeer peer = await ElementPeer.RegisterAsync(host, isText, "df:work");
        RunHandle<FlowValue> run = await host.Client.StartAsync(work, 1);
        AskedAtom asked = (await peer.NextAsync())!;

        await run.CancelAsync();

        (await Should.ThrowAsync<PacketFlowException>(run.GetResultAsync())).Code.ShouldBe("PF499");
        await IsToldAsync(peer, asked, isText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Step_that_a_peer_does_not_answer_is_late(bool isText)
    {
        await using RunningHost host = await StartAsync(Work(out Molecule<int, FlowValue> work, seconds: 1));
        await using ElementPeer peer = await ElementPeer.RegisterAsync(host, isText, "df:work");
        RunHandle<FlowValue> run = await host.Client.StartAsync(work, 1);
        AskedAtom asked = (await peer.NextAsync())!;

        (await Should.ThrowAsync<PacketFlowException>(run.GetResultAsync())).Code.ShouldBe("PF408");
        await IsToldAsync(peer, asked, isText);
    }

    // JSON has no word for it: there the answer comes too late, and harms nobody.
    private static async Task IsToldAsync(ElementPeer peer, AskedAtom asked, bool isText)
    {
        if (isText)
        {
            await peer.AnswerAsync(asked, "1");
        }
        else
        {
            AskedAtom told = (await peer.NextAsync())!;
            (told.IsCancel, told.Id).ShouldBe((true, asked.Id));
        }
    }

    private static Module Work(out Molecule<int, FlowValue> work, bool idempotent = false, double seconds = 30)
    {
        work = Of(new TestMolecule("work").Step("Work", kind: StepKind.Remote, idempotent: idempotent, seconds: seconds), out Module module);
        return module;
    }

    private static Molecule<int, FlowValue> Of(TestMolecule plan, out Module module)
    {
        module = new Module(plan);
        return new Molecule<int, FlowValue>(plan);
    }

    private static Task<RunningHost> StartAsync(Module module) =>
        RunningHost.StartAsync(new() { ["PacketFlow:Errors:retry_delay_ms"] = "1" }, (_, flow) => flow.Add(module));

    private sealed class Module(MoleculeDefinition molecule) : IPacketFlowModule
    {
        public string Name => "Steps";

        public IReadOnlyList<ElementHandler> Handlers => [];

        public IReadOnlyList<MoleculeDefinition> Molecules => [molecule];
    }
}
