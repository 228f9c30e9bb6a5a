using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

public class CyclesTests
{
    [Fact]
    public void Cycle_begins_at_the_ordinally_smallest_name()
    {
        var graph = new BondGraph(["Validate", "Compute", "Save"], [new(BondKind.Ionic, 0, 1), new(BondKind.Ionic, 1, 2), new(BondKind.Ionic, 2, 0)]);

        Names(graph.Cycles().ShouldHaveSingleItem(), graph.Steps).ShouldBe("Compute Save Validate");
        graph.IsAcyclic.ShouldBeFalse();
    }

    [Fact]
    public void Names_are_compared_by_their_code_units()
    {
        var graph = new Digraph(3, [(0, 1), (1, 2), (2, 0)]);

        Names(Cycles.Of(graph, ["a", "B", "_"])[0], ["a", "B", "_"]).ShouldBe("B _ a");
    }

    [Fact]
    public void Edge_from_a_node_to_itself_is_a_cycle_of_one() =>
        Cycles.Of(new Digraph(2, [(0, 1), (1, 1)]), ["a", "b"]).ShouldHaveSingleItem().ShouldBe([1]);

    [Fact]
    public void Cycle_of_random_graphs_is_the_first_of_the_shortest_of_its_component()
    {
        foreach (var graph in RandomGraphs.Any(graphs: 300, maximumCount: 6))
        {
            // Names that run against the numbers, so that taking one for the other shows.
            var names = Enumerable.Range(0, graph.Count).Select(node => ((char)('z' - node)).ToString()).ToArray();
            var simple = SimpleCycles(graph, names);
            var expected = StrongComponents.Of(graph)
                .Select(component => simple.FirstOrDefault(cycle => component.Contains(cycle[0])))
                .OfType<int[]>()
                .Select(cycle => Names(cycle, names))
                .Order(StringComparer.Ordinal);

            Cycles.Of(graph, names).Select(cycle => Names(cycle, names)).ShouldBe(expected);
        }
    }

    [Fact]
    public void Order_of_the_bonds_does_not_change_the_path()
    {
        (int, int)[] edges = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (3, 0), (3, 3)];
        string[] names = ["d", "c", "b", "a"];
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(edges);
            Cycles.Of(new Digraph(4, edges), names).ShouldHaveSingleItem().ShouldBe([3]);
        }
    }

    [Fact]
    public void A_ring_of_a_hundred_thousand_nodes_is_one_cycle()
    {
        const int Count = 100_000;
        var ring = new Digraph(Count, Enumerable.Range(0, Count).Select(static node => (node, (node + 1) % Count)));
        var names = Enumerable.Range(0, Count).Select(static node => $"Step{node:D6}").ToArray();

        Cycles.Of(ring, names).ShouldHaveSingleItem().ShouldBe(Enumerable.Range(0, Count));
    }

    /// <summary>Every simple cycle from its smallest name on, the shortest first, then by name.</summary>
    private static List<int[]> SimpleCycles(Digraph graph, string[] names)
    {
        var cycles = new List<int[]>();
        for (var start = 0; start < graph.Count; start++)
        {
            Extend([start]);
        }

        return [.. cycles.OrderBy(static cycle => cycle.Length).ThenBy(cycle => Names(cycle, names), StringComparer.Ordinal)];

        void Extend(int[] path)
        {
            foreach (var successor in graph.Successors(path[^1]).ToArray())
            {
                if (successor == path[0])
                {
                    cycles.Add(path);
                }
                else if (string.CompareOrdinal(names[successor], names[path[0]]) > 0 && !path.Contains(successor))
                {
                    Extend([.. path, successor]);
                }
            }
        }
    }

    private static string Names(int[] cycle, IReadOnlyList<string> names) => string.Join(' ', cycle.Select(node => names[node]));
}
