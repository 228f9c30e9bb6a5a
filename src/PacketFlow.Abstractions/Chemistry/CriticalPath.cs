namespace PacketFlow.Chemistry;

/// <summary>The chain of steps that takes longest: no run is shorter.</summary>
/// <param name="Steps">The steps of the chain, in order.</param>
/// <param name="Seconds">What they take together.</param>
internal sealed record CriticalPath(IReadOnlyList<int> Steps, double Seconds)
{
    /// <summary>The longest path through an acyclic graph; of several, the one that keeps to the lower nodes from its end back.</summary>
    public static CriticalPath Through(Digraph graph, IReadOnlyList<int[]> waves, IReadOnlyList<double> seconds)
    {
        var finish = new double[graph.Count];
        var before = new int[graph.Count];
        var last = -1;
        foreach (var node in waves.SelectMany(static wave => wave))
        {
            before[node] = -1;
            foreach (var predecessor in graph.Predecessors(node))
            {
                if (before[node] < 0 || finish[predecessor] > finish[before[node]])
                {
                    before[node] = predecessor;
                }
            }

            finish[node] = seconds[node] + (before[node] < 0 ? 0 : finish[before[node]]);
            if (last < 0 || finish[node] > finish[last])
            {
                last = node;
            }
        }

        var steps = new List<int>();
        for (var node = last; node >= 0; node = before[node])
        {
            steps.Add(node);
        }

        steps.Reverse();
        return new CriticalPath(steps, last < 0 ? 0 : finish[last]);
    }
}
