using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class CriticalPathTests
{
    [Fact]
    public void Critical_path_of_random_graphs_is_the_longest_of_all_paths()
    {
        var random = new Random(11);
        foreach (var graph in RandomGraphs.Acyclic(graphs: 200, maximumCount: 8))
        {
            var seconds = Enumerable.Range(0, graph.Count).Select(_ => (double)random.Next(0, 5)).ToArray();
            var critical = CriticalPath.Through(graph, Waves.Of(graph)!, seconds);

            critical.Seconds.ShouldBe(Enumerable.Range(0, graph.Count).Max(node => LongestFrom(graph, node, seconds)));
            critical.Steps.Sum(step => seconds[step]).ShouldBe(critical.Seconds);
            critical.Steps.Zip(critical.Steps.Skip(1)).ShouldAllBe(pair => graph.Edges.Contains(pair));
        }
    }

    [Fact]
    public void Slow_branch_of_a_diamond_is_critical()
    {
        var graph = new BondGraph(
            ["Start", "Fast", "Slow", "End"],
            [new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 0, 2), new(BondKind.Ionic, 1, 3), new(BondKind.Ionic, 2, 3)]);

        var critical = graph.CriticalPath([1, 2, 30, 4]);

        critical.Steps.ShouldBe([0, 2, 3]);
        critical.Seconds.ShouldBe(35);
    }

    [Fact]
    public void Molecule_without_steps_takes_no_time() => new BondGraph([], []).CriticalPath([]).Seconds.ShouldBe(0);

    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_is_critical_throughout()
    {
        var graph = RandomGraphs.Chain(100_000);

        CriticalPath.Through(graph, Waves.Of(graph)!, [.. Enumerable.Repeat(1.0, 100_000)]).Seconds.ShouldBe(100_000);
    }

    private static double LongestFrom(Digraph graph, int node, double[] seconds) =>
        seconds[node] + graph.Successors(node).ToArray().Select(next => LongestFrom(graph, next, seconds)).DefaultIfEmpty(0).Max();
}
