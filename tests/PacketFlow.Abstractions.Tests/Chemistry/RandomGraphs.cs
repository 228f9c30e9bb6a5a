using PacketFlow.Chemistry;

namespace PacketFlow.Abstractions.Tests.Chemistry;

/// <summary>Small graphs that are the same in every run, and their closure by the definition: what the algorithms are held against.</summary>
internal static class RandomGraphs
{
    public static IEnumerable<Digraph> Any(int graphs, int maximumCount) => Of(graphs, maximumCount, acyclic: false);

    public static IEnumerable<Digraph> Acyclic(int graphs, int maximumCount) => Of(graphs, maximumCount, acyclic: true);

    /// <summary>Whether a path of one edge or more leads from the one to the other.</summary>
    public static bool[,] Closure(this Digraph graph)
    {
        var reaches = new bool[graph.Count, graph.Count];
        foreach (var (from, to) in graph.Edges)
        {
            reaches[from, to] = true;
        }

        for (var via = 0; via < graph.Count; via++)
        {
            for (var from = 0; from < graph.Count; from++)
            {
                for (var to = 0; to < graph.Count; to++)
                {
                    reaches[from, to] |= reaches[from, via] && reaches[via, to];
                }
            }
        }

        return reaches;
    }

    /// <summary>All subsets of the nodes 0 to count - 1.</summary>
    public static IEnumerable<int[]> Subsets(int count) =>
        Enumerable.Range(0, 1 << count).Select(bits => Enumerable.Range(0, count).Where(node => (bits & (1 << node)) != 0).ToArray());

    public static Digraph Chain(int count) => new(count, Enumerable.Range(0, count - 1).Select(static node => (node, node + 1)));

    private static IEnumerable<Digraph> Of(int graphs, int maximumCount, bool acyclic)
    {
        var random = new Random(20_260_101);
        for (var i = 0; i < graphs; i++)
        {
            var count = random.Next(1, maximumCount + 1);
            var density = random.NextDouble() / 1.5;
            var edges = new List<(int, int)>();
            var labels = Enumerable.Range(0, count).ToArray();
            random.Shuffle(labels);
            for (var from = 0; from < count; from++)
            {
                for (var to = acyclic ? from + 1 : 0; to < count; to++)
                {
                    if (random.NextDouble() < density)
                    {
                        edges.Add((labels[from], labels[to]));
                    }
                }
            }

            yield return new Digraph(count, edges);
        }
    }
}
