namespace PacketFlow.Chemistry;

/// <summary>The order of an acyclic graph in waves: a node is in the first wave that comes after all its predecessors'.</summary>
internal static class Waves
{
    /// <summary>The waves, each ascending; null when the graph has a cycle.</summary>
    public static IReadOnlyList<int[]>? Of(Digraph graph)
    {
        var waves = new List<int[]>();
        var waiting = new int[graph.Count];
        var wave = new List<int>();
        for (var node = 0; node < graph.Count; node++)
        {
            waiting[node] = graph.Predecessors(node).Length;
            if (waiting[node] == 0)
            {
                wave.Add(node);
            }
        }

        var placed = 0;
        while (wave.Count > 0)
        {
            waves.Add([.. wave]);
            placed += wave.Count;
            var next = new List<int>();
            foreach (var node in wave)
            {
                foreach (var successor in graph.Successors(node))
                {
                    if (--waiting[successor] == 0)
                    {
                        next.Add(successor);
                    }
                }
            }

            next.Sort();
            wave = next;
        }

        return placed == graph.Count ? waves : null;
    }
}
