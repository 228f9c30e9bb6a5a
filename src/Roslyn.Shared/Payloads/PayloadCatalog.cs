using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>
/// The payload types of one compilation, each parsed once however many elements use it. The table is static because
/// transforms share nothing else: symbols are the same objects as long as their compilation lives, and it lets go of both together.
/// </summary>
internal sealed partial class PayloadCatalog
{
    private static readonly ConditionalWeakTable<Compilation, PayloadCatalog> Catalogs = new();

    private readonly ConcurrentDictionary<ITypeSymbol, PayloadNode> _nodes = new(SymbolEqualityComparer.IncludeNullability);
    private readonly ConcurrentDictionary<ITypeSymbol, PayloadGraph> _graphs = new(SymbolEqualityComparer.IncludeNullability);
    private readonly ConcurrentDictionary<string, PayloadGraph> _remembered = new(StringComparer.Ordinal);
    private readonly ListedFormatters _listed = new();
    private readonly TypeParser _types;

    private PayloadCatalog(Compilation compilation)
    {
        Compilation = compilation;
        Remember(ref _remembered);
        _types = new TypeParser(this);
    }

    public Compilation Compilation { get; }

    public static PayloadCatalog Of(Compilation compilation) => Catalogs.GetValue(compilation, static key => new PayloadCatalog(key));

    /// <summary>The type in the graph.</summary>
    public PayloadNode Node(ITypeSymbol type) => _nodes.GetOrAdd(type, Parse);

    /// <summary>Whether a referenced assembly has the type's formatter.</summary>
    public bool IsListed(INamedTypeSymbol type) =>
        !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Compilation.Assembly) && _listed.Contains(type);

    /// <summary>The type with all that it leads to.</summary>
    public PayloadGraph Graph(ITypeSymbol type, CancellationToken cancellationToken)
    {
        if (!_graphs.TryGetValue(type, out PayloadGraph? graph))
        {
            PayloadNode node = Node(type);
            if (!_remembered.TryGetValue(node.Name.Code, out PayloadGraph? walked))
            {
                walked = _remembered.GetOrAdd(node.Name.Code, Walk(node, cancellationToken));
            }

            graph = _graphs.GetOrAdd(type, walked);
        }

        return graph;
    }

    /// <summary>
    /// Takes the graphs of another compilation in which every declaration means the same. The generator, which the compiler calls again
    /// after every edit, does so; for the analyzers nothing is remembered.
    /// </summary>
    partial void Remember(ref ConcurrentDictionary<string, PayloadGraph> graphs);

    private PayloadNode Parse(ITypeSymbol type)
    {
        ITypeSymbol settled = Nullability.Settle(type, Compilation);
        return ReferenceEquals(settled, type) ? _types.Parse(type) : Node(settled);
    }

    // Breadth first: the path to a problem is the shortest one.
    private static PayloadGraph Walk(PayloadNode root, CancellationToken cancellationToken)
    {
        var models = new List<PayloadModel>();
        var problems = new List<PayloadProblem>();
        var seen = new HashSet<PayloadNode> { root };
        var pending = new Queue<(PayloadNode Node, string Path, string? Owner, string? Member)>();
        pending.Enqueue((root, "", null, null));
        while (pending.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (PayloadNode node, string path, string? owner, string? member) = pending.Dequeue();
            if (node.Content.Model is { } model)
            {
                models.Add(model);
            }

            foreach (PayloadFault fault in node.Content.Faults)
            {
                problems.Add(new PayloadProblem(
                    fault.Kind,
                    TypeParser.ShortName(root.Type) + path + fault.Label,
                    fault.TypeName ?? TypeParser.ShortName(node.Type),
                    fault.Owner ?? owner,
                    fault.Member ?? member));
            }

            foreach (PayloadEdge edge in node.Content.Edges)
            {
                if (seen.Add(edge.Target))
                {
                    pending.Enqueue((edge.Target, path + edge.Label, edge.Owner ?? owner, edge.Member ?? member));
                }
            }
        }

        bool isSupported = !problems.Exists(static problem => problem.IsFatal);
        return new PayloadGraph(
            new PayloadRef(root.Name.Code, root.Formatter, isSupported),
            isSupported ? models.ToEquatableArray() : [],
            problems.ToEquatableArray(),
            seen.SelectMany(static node => Experiments.OfType(node.Type)).Distinct().ToEquatableArray());
    }
}
