using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class ReachabilityTests
{
    [Fact]
    public void What_random_graphs_reach_is_their_closure()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 200, maximumCount: 8))
        {
            var reaches = graph.Closure();
            for (var start = 0; start < graph.Count; start++)
            {
                Reachability.From(graph, [start]).ShouldBe(Enumerable.Range(0, graph.Count).Select(node => node == start || reaches[start, node]));
            }
        }
    }

    [Fact]
    public void Implied_edges_of_random_graphs_change_nothing_when_they_go()
    {
        foreach (var graph in RandomGraphs.Acyclic(graphs: 200, maximumCount: 9))
        {
            var expected = graph.Edges.Where(edge => new Digraph(graph.Count, graph.Edges.Where(other => other != edge)).Closure()[edge.From, edge.To]);

            Reachability.ImpliedEdges(graph, Waves.Of(graph)!).ShouldBe(expected, ignoreOrder: true);
        }
    }

    [Fact]
    public void Shortcuts_of_a_long_chain_are_implied_across_words_of_bits()
    {
        (int, int)[] shortcuts = [(0, 2), (0, 199), (60, 70), (127, 129)];
        var graph = new Digraph(200, RandomGraphs.Chain(200).Edges.Concat(shortcuts));

        Reachability.ImpliedEdges(graph, Waves.Of(graph)!).ShouldBe(shortcuts, ignoreOrder: true);
    }

    [Fact]
    public void A_chain_of_ten_thousand_nodes_has_no_implied_edge()
    {
        var graph = RandomGraphs.Chain(10_000);

        Reachability.ImpliedEdges(graph, Waves.Of(graph)!).ShouldBeEmpty();
        Reachability.From(graph, [0]).ShouldAllBe(static isReached => isReached);
    }
}
