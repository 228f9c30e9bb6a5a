using PacketFlow.Molecules.Core;
using PacketFlow.Molecules.Optimising;

namespace PacketFlow.Molecules;

/// <summary>What is proposed from what was measured, and what is not.</summary>
public class ProposerTests
{
    // A takes 10 ms, B 20, C 5, each in 100 runs.
    private static readonly Dictionary<string, int> Milliseconds = new() { ["A"] = 10, ["B"] = 20, ["C"] = 5 };

    private static TestMolecule Ordered(string? reason = null, bool data = false, bool atMostOnce = false, Func<FlowValue, bool>? when = null) =>
        new TestMolecule("ordered").Step("A").Step("B", atMostOnce: atMostOnce).Step("C", ["A", "B"])
            .Ionic("A", "B", when, data: data, reason: reason).Ionic("A", "C").Ionic("B", "C");

    [Fact]
    public void Bond_that_nothing_flows_along_may_be_relaxed_and_it_is_said_what_that_saves()
    {
        MoleculeProposal proposal = Find(Ordered()).ShouldHaveSingleItem().Proposal;

        proposal.ShouldBe(proposal with { Kind = ProposalKind.RelaxBond, Molecule = "ordered", From = "A", To = "B", Before = 35, After = 25, IsApplied = false });
        proposal.Advice.ShouldBe(
            "B waits for A, whose result it does not take and which did not fail in 100 tries: take the ionic bond away, or give its Reason. "
            + "The longest chain of steps would take 25 ms instead of 35 ms");
    }

    [Fact]
    public void Bond_that_orders_for_a_reason_stays()
    {
        Find(Ordered(reason: "money first")).ShouldBeEmpty();
        Find(Ordered(data: true)).ShouldBeEmpty();
        Find(Ordered(atMostOnce: true)).ShouldBeEmpty();
        Find(Ordered(when: static _ => true)).ShouldBeEmpty();
        Find(Ordered().Covalent("B", "C", "stock")).ShouldBeEmpty();
        Find(new TestMolecule("timed").Step("A").Step("Wait", kind: StepKind.Timer).Step("B").Ionic("A", "Wait", data: false).Ionic("Wait", "B", data: false)).ShouldBeEmpty();
    }

    [Fact]
    public void Bond_stays_where_its_first_step_has_failed_or_too_little_is_known()
    {
        TestMolecule molecule = Ordered();
        StepFigures[] figures = Figures(molecule);
        figures[0].Add(isDone: false, 10);

        Find(molecule, figures).ShouldBeEmpty();
        Find(molecule, Figures(molecule, tries: 99)).ShouldBeEmpty();
    }

    [Fact]
    public void Bond_that_something_before_may_close_stays() => Find(new TestMolecule("branch").Step("Z").Step("A").Step("B").Step("C", ["A", "B"])
        .Ionic("Z", "A", static _ => true).Ionic("A", "B", data: false).Ionic("A", "C").Ionic("B", "C")).ShouldBeEmpty();

    [Fact]
    public void Bond_beside_a_longer_way_gains_nothing_and_stays() => Find(new TestMolecule("long").Step("A").Step("B", ["A"]).Step("C", ["B"])
        .Ionic("A", "B").Ionic("B", "C").Ionic("A", "C", data: false)).ShouldBeEmpty();

    [Fact]
    public void Remote_steps_that_exchange_data_may_go_together()
    {
        TestMolecule molecule = new TestMolecule("far").Step("A", kind: StepKind.Remote).Step("B", ["A"], StepKind.Remote).Ionic("A", "B");

        Rewrite rewrite = Find(molecule).ShouldHaveSingleItem();

        rewrite.Proposal.ShouldBe(rewrite.Proposal with { Kind = ProposalKind.PlaceTogether, From = "A", To = "B" });
        rewrite.Proposal.After.ShouldBe(rewrite.Proposal.Before + 0.2, 1e-9);
        Find(new TestMolecule("near").Step("A").Step("B", ["A"]).Ionic("A", "B")).ShouldBeEmpty();
        Find(molecule.Loose("A", "B")).ShouldBeEmpty();
    }

    [Fact]
    public void Items_that_a_run_waits_for_may_run_more_at_a_time()
    {
        StepFigures[] figures = Figures(Fan(2));
        for (int i = 0; i < 900; i++)
        {
            figures[1].Add(isDone: true, 20);
        }

        MoleculeProposal proposal = Find(Fan(2), figures).ShouldHaveSingleItem().Proposal;

        // Ten items of 20 ms: five rounds become three.
        proposal.ShouldBe(proposal with { Kind = ProposalKind.SplitItems, From = "A", To = "B", Before = 115, After = 75 });
        proposal.Advice.ShouldStartWith("B runs for 10 items, 2 at a time, and the run waits for them: let 4 run at a time (Parallelism = 4)");
        Find(Fan(8), figures).ShouldBeEmpty();
        Find(Fan(null), figures).ShouldBeEmpty();
    }

    private static TestMolecule Fan(int? parallelism) => new TestMolecule("fan").Step("A").Step("B", ["A"], forEach: true).Step("C", ["B"])
        .Ionic("A", "B", forEach: true, parallelism: parallelism).Ionic("B", "C");

    private static IReadOnlyList<Rewrite> Find(TestMolecule molecule, StepFigures[]? figures = null) =>
        Proposer.Find(new Measurements(PlanView.Of(molecule), figures ?? Figures(molecule), parallelism: 8));

    private static StepFigures[] Figures(TestMolecule molecule, int tries = 100)
    {
        StepFigures[] figures = [.. molecule.Plan.Steps.Select(static step => new StepFigures(step.Number))];
        foreach (PlanStep step in molecule.Plan.Steps)
        {
            for (int i = 0; i < tries; i++)
            {
                figures[step.Number].Add(isDone: true, Milliseconds.GetValueOrDefault(step.Name));
            }
        }

        return figures;
    }
}
