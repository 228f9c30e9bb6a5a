using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class VertexCutTests
{
    [Fact]
    public void Cut_of_random_graphs_is_a_smallest_set_that_separates_start_from_end()
    {
        foreach (var graph in RandomGraphs.Acyclic(graphs: 200, maximumCount: 8))
        {
            var smallest = RandomGraphs.Subsets(graph.Count).Where(lost => !HasWayThrough(graph, lost)).Min(static lost => lost.Length);
            var cut = VertexCut.Of(graph);

            cut.Count.ShouldBe(smallest);
            HasWayThrough(graph, cut).ShouldBeFalse();
        }
    }

    [Fact]
    public void Chain_fails_with_any_of_its_steps()
    {
        var chain = new BondGraph(["a", "b", "c"], [new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 1, 2)]);

        chain.MinimumCut().ShouldBe([0]);
        chain.Resilience().ShouldBe(0);
    }

    [Fact]
    public void Two_ways_that_share_no_step_survive_the_loss_of_one() =>
        new BondGraph(["a", "b", "c", "d"], [new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 2, 3)]).Resilience().ShouldBe(1);

    [Fact]
    public void Molecule_without_steps_has_nothing_to_lose() => new BondGraph([], []).Resilience().ShouldBe(0);

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_cut_at_its_start() =>
        VertexCut.Of(RandomGraphs.Chain(100_000)).ShouldHaveSingleItem().ShouldBe(0);

    private static bool HasWayThrough(Digraph graph, IReadOnlyCollection<int> lost)
    {
        return Enumerable.Range(0, graph.Count).Any(node => graph.Predecessors(node).Length == 0 && LeadsToEnd(node));

        bool LeadsToEnd(int node) => !lost.Contains(node)
            && (graph.Successors(node).Length == 0 || graph.Successors(node).ToArray().Any(LeadsToEnd));
    }
}
