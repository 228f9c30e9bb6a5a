namespace PacketFlow.Chemistry;

/// <summary>
/// The largest antichain: how many of the nodes can be underway at once. By Dilworth's theorem it is as large as the fewest chains
/// that cover the nodes, and these are the nodes less those that can follow another in its chain: a matching of nodes to
/// later ones. The matching is a flow in which a node that is passed hands on, so the transitive closure is never built.
/// </summary>
internal static class Antichain
{
    /// <summary>The size of the largest antichain among some nodes of an acyclic graph.</summary>
    public static int Width(Digraph graph, IReadOnlyCollection<int> members)
    {
        var (source, sink) = (2 * graph.Count, (2 * graph.Count) + 1);
        var network = new FlowNetwork(sink + 1);
        foreach (var node in members)
        {
            network.Connect(source, Leaving(node), 1);
            network.Connect(Entering(node), sink, 1);
        }

        foreach (var (from, to) in graph.Edges)
        {
            network.Connect(Leaving(from), Entering(to), FlowNetwork.Unlimited);
        }

        for (var node = 0; node < graph.Count; node++)
        {
            network.Connect(Entering(node), Leaving(node), FlowNetwork.Unlimited);
        }

        return members.Count - network.Fill(source, sink);

        int Leaving(int node) => node;
        int Entering(int node) => graph.Count + node;
    }
}
