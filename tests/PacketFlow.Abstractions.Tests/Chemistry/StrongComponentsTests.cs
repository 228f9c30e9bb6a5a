using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class StrongComponentsTests
{
    [Fact]
    public void Components_of_random_graphs_hold_what_reaches_each_other()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 400, maximumCount: 9))
        {
            var reaches = graph.Closure();
            var expected = Enumerable.Range(0, graph.Count)
                .GroupBy(node => Enumerable.Range(0, graph.Count).First(other => other == node || (reaches[node, other] && reaches[other, node])))
                .Select(group => string.Join(',', group));

            StrongComponents.Of(graph).Select(component => string.Join(',', component)).ShouldBe(expected, ignoreOrder: true);
        }
    }

    [Fact]
    public void A_component_comes_after_all_that_it_leads_to()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 200, maximumCount: 9))
        {
            var place = new int[graph.Count];
            var components = StrongComponents.Of(graph);
            for (var i = 0; i < components.Count; i++)
            {
                Array.ForEach(components[i], node => place[node] = i);
            }

            graph.Edges.ShouldAllBe(edge => place[edge.From] >= place[edge.To]);
        }
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_ends_in_as_many_components() =>
        StrongComponents.Of(RandomGraphs.Chain(100_000)).Count.ShouldBe(100_000);
}
