namespace PacketFlow.Chemistry;

/// <summary>
/// The fewest nodes whose loss leaves no way through an acyclic graph, from a node without predecessors to one without
/// successors. There are as many ways that share no node (Menger's theorem).
/// </summary>
internal static class VertexCut
{
    /// <summary>The nodes of the least cut, ascending; of several the cut nearest to the start.</summary>
    public static IReadOnlyList<int> Of(Digraph graph)
    {
        var (source, sink) = (2 * graph.Count, (2 * graph.Count) + 1);
        var network = new FlowNetwork(sink + 1);
        for (var node = 0; node < graph.Count; node++)
        {
            network.Connect(Entering(node), Leaving(node), 1);
            if (graph.Predecessors(node).Length == 0)
            {
                network.Connect(source, Entering(node), FlowNetwork.Unlimited);
            }

            if (graph.Successors(node).Length == 0)
            {
                network.Connect(Leaving(node), sink, FlowNetwork.Unlimited);
            }
        }

        foreach (var (from, to) in graph.Edges)
        {
            network.Connect(Leaving(from), Entering(to), FlowNetwork.Unlimited);
        }

        network.Fill(source, sink);
        var isBeforeCut = network.SideOf(source);
        return [.. Enumerable.Range(0, graph.Count).Where(node => isBeforeCut[Entering(node)] && !isBeforeCut[Leaving(node)])];

        int Entering(int node) => node;
        int Leaving(int node) => graph.Count + node;
    }
}
