using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class AntichainTests
{
    [Fact]
    public void Width_of_random_graphs_is_the_largest_set_that_nothing_orders()
    {
        foreach (var graph in RandomGraphs.Acyclic(graphs: 200, maximumCount: 9))
        {
            var reaches = graph.Closure();
            var antichains = RandomGraphs.Subsets(graph.Count).Where(set => set.All(a => set.All(b => !reaches[a, b]))).ToArray();
            int[] all = [.. Enumerable.Range(0, graph.Count)];
            int[] even = [.. all.Where(static node => node % 2 == 0)];

            Antichain.Width(graph, all).ShouldBe(antichains.Max(static set => set.Length));
            Antichain.Width(graph, even).ShouldBe(antichains.Where(set => set.All(even.Contains)).Max(static set => set.Length));
        }
    }

    [Fact]
    public void Members_are_ordered_also_through_nodes_that_are_none() =>
        Antichain.Width(RandomGraphs.Chain(5), [0, 4]).ShouldBe(1);

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_has_width_one() =>
        Antichain.Width(RandomGraphs.Chain(100_000), [.. Enumerable.Range(0, 100_000)]).ShouldBe(1);
}
