namespace PacketFlow.Chemistry;

/// <summary>What leads where.</summary>
internal static class Reachability
{
    /// <summary>All nodes to which a path leads from one of the given ones; these are themselves among them.</summary>
    public static bool[] From(Digraph graph, IEnumerable<int> starts)
    {
        var isReached = new bool[graph.Count];
        var pending = new Stack<int>(starts);
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (isReached[node])
            {
                continue;
            }

            isReached[node] = true;
            foreach (var successor in graph.Successors(node))
            {
                pending.Push(successor);
            }
        }

        return isReached;
    }

    /// <summary>The edges that a longer path implies: what a transitive reduction leaves out.</summary>
    /// <param name="graph">An acyclic graph.</param>
    /// <param name="waves">Its waves, or those of a graph that has all its edges.</param>
    /// <remarks>
    /// Sixty-four targets at a time, a bit for each: edges x nodes / 64 steps, and memory for one word a node.
    /// </remarks>
    public static HashSet<(int From, int To)> ImpliedEdges(Digraph graph, IReadOnlyList<int[]> waves)
    {
        const int BitsPerWord = 64;
        var implied = new HashSet<(int, int)>();
        int[] backwards = [.. waves.SelectMany(static wave => wave).Reverse()];
        var below = new ulong[graph.Count];
        for (var first = 0; first < graph.Count; first += BitsPerWord)
        {
            foreach (var node in backwards)
            {
                var (oneStep, more) = (0UL, 0UL);
                foreach (var successor in graph.Successors(node))
                {
                    oneStep |= Bit(successor, first);
                    more |= below[successor];
                }

                below[node] = oneStep | more;
                if ((oneStep & more) != 0)
                {
                    foreach (var successor in graph.Successors(node))
                    {
                        if ((Bit(successor, first) & more) != 0)
                        {
                            implied.Add((node, successor));
                        }
                    }
                }
            }
        }

        return implied;

        static ulong Bit(int node, int first) => node >= first && node < first + BitsPerWord ? 1UL << (node - first) : 0;
    }
}
