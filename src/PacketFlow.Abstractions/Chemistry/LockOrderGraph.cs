namespace PacketFlow.Chemistry;

/// <summary>
/// In which order resources are taken: an edge leads from a resource that is held to one that is awaited meanwhile. A cycle of such
/// holds is a possible deadlock; without one there is a single order that all of them keep to.
/// </summary>
internal sealed class LockOrderGraph
{
    private readonly string[] _resources;
    private readonly Digraph _graph;

    public LockOrderGraph(IEnumerable<(string Held, string Awaited)> holds)
    {
        var edges = holds.ToArray();
        _resources = [.. edges.SelectMany(static hold => new[] { hold.Held, hold.Awaited }).Distinct().OrderBy(static name => name, StringComparer.Ordinal)];
        _graph = new Digraph(_resources.Length, edges.Select(hold => (NumberOf(hold.Held), NumberOf(hold.Awaited))));
    }

    /// <summary>For each group of resources that await each other the shortest cycle, from its ordinally smallest name on.</summary>
    public IReadOnlyList<string[]> Cycles() => [.. Chemistry.Cycles.Of(_graph, _resources).Select(Names)];

    /// <summary>
    /// The resources in an order that every hold outside a cycle keeps to; within a cycle, where none can, by name.
    /// </summary>
    public IReadOnlyList<string> GlobalOrder() => [.. StrongComponents.Of(_graph).Reverse().SelectMany(Names)];

    private int NumberOf(string resource) => Array.BinarySearch(_resources, resource, StringComparer.Ordinal);

    private string[] Names(int[] resources) => Array.ConvertAll(resources, resource => _resources[resource]);
}
