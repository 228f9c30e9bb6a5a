namespace PacketFlow.Chemistry;

/// <summary>One cycle for each knot of a graph: what a person has to see to undo it.</summary>
internal static class Cycles
{
    /// <summary>
    /// For each strongly connected component that holds a cycle, its shortest one, beginning at its ordinally smallest name; of
    /// several the one whose names come first. The edge from the last node back to the first is understood. An edge from a node
    /// to itself is a cycle of one. The cycles are ordered by their first names.
    /// </summary>
    public static IReadOnlyList<int[]> Of(Digraph graph, IReadOnlyList<string> names)
    {
        // With the nodes numbered in the order of their names, smaller means earlier and the names are needed no more.
        var byName = Enumerable.Range(0, graph.Count).OrderBy(node => names[node], StringComparer.Ordinal).ToArray();
        var rank = new int[graph.Count];
        for (var i = 0; i < byName.Length; i++)
        {
            rank[byName[i]] = i;
        }

        var ranked = new Digraph(graph.Count, graph.Edges.Select(edge => (rank[edge.From], rank[edge.To])));
        var search = new ShortestCycle(ranked);
        return
        [
            .. StrongComponents.Of(ranked)
                .Select(search.In)
                .OfType<int[]>()
                .OrderBy(static cycle => cycle[0])
                .Select(cycle => Array.ConvertAll(cycle, node => byName[node])),
        ];
    }
}
