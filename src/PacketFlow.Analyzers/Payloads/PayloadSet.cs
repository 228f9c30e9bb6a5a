using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Payloads;

/// <summary>
/// What is wrong with the payloads of a compilation. A problem at a member is said once, at the member, however many elements lead
/// there: of the paths to it the shortest is shown, and of those the first by name.
/// </summary>
internal sealed class PayloadSet
{
    private readonly Lazy<ILookup<ISymbol, PayloadFinding>> _findings;
    private readonly Lazy<HashSet<ISymbol>> _extended;

    public PayloadSet(ElementSet elements)
    {
        Compilation = elements.Compilation;
        Lazy<ImmutableArray<PayloadUse>> uses = new(() =>
            [.. elements.Sites.SelectMany(PayloadUse.Of), .. elements.Contracts.Select(PayloadUse.Of)]);
        _findings = new(() => Find(uses.Value));
        _extended = new(() => FindExtended(uses.Value));
    }

    public Compilation Compilation { get; }

    /// <summary>Whether it is a payload type that another generator may have added to.</summary>
    public bool IsExtended(INamedTypeSymbol type) => _extended.Value.Contains(type);

    /// <summary>What is to be said at a type in source, or at a method that is an element.</summary>
    public IEnumerable<PayloadFinding> At(ISymbol symbol) => _findings.Value[symbol];

    private ILookup<ISymbol, PayloadFinding> Find(ImmutableArray<PayloadUse> uses) => uses
        .SelectMany(use => PayloadParser.Graph(use.Type, Compilation).Problems.Select(problem => Place(problem, use)))
        .OfType<PayloadFinding>()
        .GroupBy(static finding => (Place: finding.Location, finding.Problem.Kind, finding.Problem.TypeName))
        .Select(static same => same
            .OrderBy(static finding => finding.Problem.Path.Length)
            .ThenBy(static finding => finding.Problem.Path, StringComparer.Ordinal)
            .First())
        .ToLookup(static finding => (ISymbol?)finding.Owner ?? finding.Use.By, SymbolEqualityComparer.Default);

    private PayloadFinding? Place(PayloadProblem problem, PayloadUse use)
    {
        INamedTypeSymbol? owner = problem.Owner is null ? null : Compilation.Assembly.GetTypeByMetadataName(problem.Owner);
        ISymbol? member = problem.Member is null ? null : owner?.GetMembers(problem.Member).FirstOrDefault();

        // What another generator added is not carried, and so not wrong.
        return member is not null && OtherGenerators.Declare(member) ? null : new PayloadFinding(problem, owner, member, use);
    }

    private HashSet<ISymbol> FindExtended(ImmutableArray<PayloadUse> uses)
    {
        var extended = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (!Compilation.SyntaxTrees.Any(OtherGenerators.Wrote))
        {
            return extended;
        }

        var catalog = PayloadCatalog.Of(Compilation);
        var seen = new HashSet<PayloadNode>();
        var pending = new Queue<PayloadNode>(uses.Select(use => catalog.Node(use.Type)));
        while (pending.Count > 0)
        {
            PayloadNode node = pending.Dequeue();
            if (seen.Add(node))
            {
                extended.UnionWith(node.Type is INamedTypeSymbol type
                    ? MemberFinder.Chain(type).Select(static one => one.OriginalDefinition)
                    : []);
                node.Content.Edges.Select(static edge => edge.Target).ToList().ForEach(pending.Enqueue);
            }
        }

        extended.RemoveWhere(static type => !type.Locations.Any(OtherGenerators.Wrote) || type.Locations.All(OtherGenerators.Wrote));
        return extended;
    }
}
