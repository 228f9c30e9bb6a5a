namespace PacketFlow.Chemistry;

/// <summary>Strongly connected components by Tarjan's algorithm, on a stack of its own: a long chain must not end the process.</summary>
internal static class StrongComponents
{
    /// <summary>The components, each ascending; a component comes after all that it leads to.</summary>
    public static IReadOnlyList<int[]> Of(Digraph graph)
    {
        var components = new List<int[]>();
        var order = new int[graph.Count]; // when the node was entered, from 1; 0: not yet
        var low = new int[graph.Count]; // the earliest open node that it reaches
        var next = new int[graph.Count]; // the successor to look at next
        var open = new Stack<int>();
        var isOpen = new bool[graph.Count];
        var path = new Stack<int>();
        var entered = 0;

        for (var root = 0; root < graph.Count; root++)
        {
            if (order[root] == 0)
            {
                Enter(root);
            }

            while (path.Count > 0)
            {
                var node = path.Peek();
                if (next[node] < graph.Successors(node).Length)
                {
                    var successor = graph.Successors(node)[next[node]++];
                    if (order[successor] == 0)
                    {
                        Enter(successor);
                    }
                    else if (isOpen[successor])
                    {
                        low[node] = Math.Min(low[node], order[successor]);
                    }
                }
                else
                {
                    Leave(path.Pop());
                }
            }
        }

        return components;

        void Enter(int node)
        {
            order[node] = low[node] = ++entered;
            open.Push(node);
            isOpen[node] = true;
            path.Push(node);
        }

        void Leave(int node)
        {
            if (path.Count > 0)
            {
                low[path.Peek()] = Math.Min(low[path.Peek()], low[node]);
            }

            if (low[node] == order[node])
            {
                components.Add(Close(node));
            }
        }

        int[] Close(int root)
        {
            var members = new List<int>();
            do
            {
                members.Add(open.Pop());
                isOpen[members[members.Count - 1]] = false;
            }
            while (members[members.Count - 1] != root);

            members.Sort();
            return [.. members];
        }
    }
}
