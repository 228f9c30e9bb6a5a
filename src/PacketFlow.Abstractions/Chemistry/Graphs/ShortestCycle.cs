namespace PacketFlow.Chemistry;

/// <summary>
/// Finds the first of the shortest cycles of a component. Each node in turn is the start of a breadth-first search that is cut off
/// at the best length so far; after its turn it is dropped, with all that then lies on no cycle any more, so that rings, the
/// usual case, take one search. Each node belongs to one component, so the arrays serve all of them.
/// </summary>
internal sealed class ShortestCycle(Digraph graph)
{
    private readonly bool[] _isMember = new bool[graph.Count];
    private readonly int[] _parent = new int[graph.Count];
    private readonly int[] _distance = new int[graph.Count];
    private readonly Queue<int> _queue = new();
    private readonly List<int> _visited = [];

    /// <summary>The cycle, from its smallest node on; null when the component is a single node without an edge to itself.</summary>
    public int[]? In(int[] component)
    {
        foreach (var node in component)
        {
            _isMember[node] = true;
        }

        int[]? best = null;
        foreach (var start in component)
        {
            if (_isMember[start])
            {
                best = Through(start, best?.Length ?? int.MaxValue) ?? best;
                Drop(start);
            }
        }

        return best;
    }

    /// <summary>The first shortest cycle from a node back to it, when it is shorter than the limit.</summary>
    private int[]? Through(int start, int limit)
    {
        _queue.Clear();
        Visit(start, parent: -1, distance: 1);
        int[]? cycle = null;
        while (cycle is null && _queue.Count > 0 && _distance[_queue.Peek()] < limit)
        {
            var node = _queue.Dequeue();
            foreach (var successor in graph.Successors(node))
            {
                if (successor == start)
                {
                    cycle = PathTo(node);
                    break;
                }

                if (_isMember[successor] && _distance[successor] == 0)
                {
                    Visit(successor, node, _distance[node] + 1);
                }
            }
        }

        foreach (var node in _visited)
        {
            _distance[node] = 0;
        }

        _visited.Clear();
        return cycle;
    }

    private void Visit(int node, int parent, int distance)
    {
        (_parent[node], _distance[node]) = (parent, distance);
        _visited.Add(node);
        _queue.Enqueue(node);
    }

    private int[] PathTo(int end)
    {
        var path = new int[_distance[end]];
        for (var (node, i) = (end, path.Length - 1); i >= 0; node = _parent[node], i--)
        {
            path[i] = node;
        }

        return path;
    }

    private void Drop(int start)
    {
        var dropped = new Stack<int>([start]);
        _isMember[start] = false;
        while (dropped.Count > 0)
        {
            var node = dropped.Pop();
            foreach (var successor in graph.Successors(node))
            {
                DropIfLoose(successor);
            }

            foreach (var predecessor in graph.Predecessors(node))
            {
                DropIfLoose(predecessor);
            }
        }

        void DropIfLoose(int node)
        {
            if (_isMember[node] && (!AnyMember(graph.Successors(node)) || !AnyMember(graph.Predecessors(node))))
            {
                _isMember[node] = false;
                dropped.Push(node);
            }
        }
    }

    private bool AnyMember(ReadOnlySpan<int> nodes)
    {
        foreach (var node in nodes)
        {
            if (_isMember[node])
            {
                return true;
            }
        }

        return false;
    }
}
