using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Proposals are told, and applied where that is allowed.</summary>
public class ReviewTests
{
    private static TestMolecule Ordered() => new TestMolecule("ordered").Step("A").Step("B").Step("C", ["A", "B"])
        .Ionic("A", "B", data: false).Ionic("A", "C").Ionic("B", "C");

    [Fact]
    public async Task Proposals_are_there_to_read_and_nothing_is_applied_unasked()
    {
        await using EngineBench bench = await StartAsync();

        bench.Engine.Review();

        bench.Engine.Proposals().ShouldHaveSingleItem().IsApplied.ShouldBeFalse();
        (await OrderAsync(bench)).ShouldBe(["A", "B", "C"]);
    }

    [Fact]
    public async Task Proposal_that_is_allowed_is_applied_to_new_runs_once()
    {
        await using EngineBench bench = await StartAsync(ProposalKind.RelaxBond, ProposalKind.SplitItems);

        bench.Engine.Review();
        bench.Engine.Review();

        bench.Engine.Proposals().ShouldHaveSingleItem().IsApplied.ShouldBeTrue();
        var begun = new TaskCompletionSource();
        bench.On("A", async (_, _) =>
        {
            await begun.Task;
            return PacketCodec.Serialize("a");
        }).On("B", _ =>
        {
            begun.SetResult();
            return "b";
        });
        (await bench.RunAsync("ordered")).ShouldBe("C({a:a,b:b})");
    }

    [Fact]
    public async Task Proposal_of_a_kind_that_is_not_allowed_stays_one()
    {
        await using EngineBench bench = await StartAsync(ProposalKind.PlaceTogether);

        bench.Engine.Review();

        bench.Engine.Proposals().ShouldHaveSingleItem().IsApplied.ShouldBeFalse();
    }

    private static async Task<EngineBench> StartAsync(params ProposalKind[] allowed)
    {
        TestMolecule molecule = Ordered();
        EngineBench bench = EngineBench.Make(new MemoryJournal(), new MoleculeEngineOptions { Optimise = allowed, StopGrace = TimeSpan.Zero }, molecule);
        await bench.Engine.StartAsync(default);
        foreach (StepFigures step in bench.Engine.Statistics.Of(molecule.Plan))
        {
            for (int i = 0; i < 100; i++)
            {
                step.Add(isDone: true, 10);
            }
        }

        return bench;
    }

    private static async Task<IReadOnlyList<string>> OrderAsync(EngineBench bench)
    {
        await bench.RunAsync("ordered");
        return bench.Ran;
    }
}
