using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class WavesTests
{
    [Fact]
    public void Wave_of_a_step_is_the_length_of_the_longest_path_to_it()
    {
        foreach (var graph in RandomGraphs.Acyclic(graphs: 200, maximumCount: 9))
        {
            var waves = Waves.Of(graph).ShouldNotBeNull();

            waves.SelectMany(static wave => wave).Order().ShouldBe(Enumerable.Range(0, graph.Count));
            for (var i = 0; i < waves.Count; i++)
            {
                waves[i].ShouldBe(waves[i].Order());
                waves[i].ShouldAllBe(node => LongestPathTo(graph, node) == i);
            }
        }
    }

    [Fact]
    public void Graph_with_a_cycle_has_no_waves()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 200, maximumCount: 6))
        {
            var reaches = graph.Closure();
            var cyclic = Enumerable.Range(0, graph.Count).Any(node => reaches[node, node]);

            (Waves.Of(graph) is null).ShouldBe(cyclic);
        }
    }

    [Fact]
    public void Asking_a_cyclic_molecule_for_its_order_throws()
    {
        var graph = new BondGraph(["a", "b"], [new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 1, 0)]);

        Should.Throw<InvalidOperationException>(() => graph.Waves);
        Should.Throw<InvalidOperationException>(() => graph.CriticalPath([1, 1]));
    }

    [Theory]
    [InlineData(BondKind.Covalent)]
    [InlineData(BondKind.Metallic)]
    [InlineData(BondKind.VanDerWaals)]
    public void Only_ionic_bonds_order_the_steps(BondKind kind) =>
        new BondGraph(["a", "b"], [new(kind, 0, 1), new(kind, 1, 0)]).Waves.ShouldHaveSingleItem().ShouldBe([0, 1]);

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_has_as_many_waves() =>
        Waves.Of(RandomGraphs.Chain(100_000)).ShouldNotBeNull().Count.ShouldBe(100_000);

    private static int LongestPathTo(Digraph graph, int node) =>
        graph.Predecessors(node).ToArray().Select(predecessor => LongestPathTo(graph, predecessor) + 1).DefaultIfEmpty(0).Max();
}
