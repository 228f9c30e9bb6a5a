using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Manifest;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>
/// The elements of a compilation. They are looked up when a rule first needs them, so that a rule about several of them can speak at
/// each, in the editor too, where actions at a compilation's end do not run.
/// </summary>
internal sealed class ElementSet
{
    private readonly Lazy<ImmutableArray<ISymbol>> _declared;
    private readonly Lazy<Dictionary<ISymbol, ElementSite>> _sites;
    private readonly Lazy<ILookup<(string Group, string Name), ElementClaim>> _claims;
    private readonly Lazy<Dictionary<(string Group, string Name), ElementMember>> _members;
    private readonly Lazy<EquatableArray<ModuleModel>> _modules;

    // Without a token: what a cancelled caller leaves unfinished would be remembered as failed.
    public ElementSet(Compilation compilation)
    {
        Compilation = compilation;
        _declared = new(() => [.. AttributedDeclarations.In(compilation)]);
        _sites = new(Find);
        _modules = new(() => ModuleReader.Read(compilation, CancellationToken.None));
        _claims = new(() => Claims().ToLookup(static claim => (claim.Group, claim.Name)));
        _members = new(Names);
    }

    public Compilation Compilation { get; }

    /// <summary>The types with [PacketContract] in source.</summary>
    public IEnumerable<INamedTypeSymbol> Contracts => _declared.Value.OfType<INamedTypeSymbol>()
        .Where(static type => type.FindAttribute(WellKnownNames.PacketContract) is not null)
        .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The elements in source.</summary>
    public IEnumerable<ElementSite> Sites => _sites.Value.Values;

    /// <summary>The element that a method is, or null.</summary>
    public ElementSite? Of(ISymbol method) => _sites.Value.TryGetValue(method, out ElementSite? site) ? site : null;

    /// <summary>Who handles the element of that canonical name.</summary>
    public IEnumerable<ElementClaim> ClaimsOf(string group, string name) => _claims.Value[(group, name)];

    /// <summary>The element's member of the generated <c>Elements</c>, or null if it gets none.</summary>
    public ElementMember? MemberOf(ElementOptions options) =>
        _members.Value.TryGetValue((options.Group, options.Name), out ElementMember? member) ? member : null;

    private Dictionary<ISymbol, ElementSite> Find()
    {
        var sites = new Dictionary<ISymbol, ElementSite>(SymbolEqualityComparer.Default);
        foreach (IMethodSymbol method in _declared.Value.OfType<IMethodSymbol>())
        {
            if (method.FindAttribute(WellKnownNames.Element) is { } attribute && Binds(attribute))
            {
                IMethodSymbol definition = method.PartialDefinitionPart ?? method;
                sites[definition] = new ElementSite(definition, attribute, Compilation);
            }
        }

        return sites;
    }

    // One that does not is the compiler's to report.
    private static bool Binds(AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: 2 } arguments
        && arguments.All(static argument => argument.Kind != TypedConstantKind.Error);

    private IEnumerable<ElementClaim> Claims() => Sites
        .Where(static site => site is { IsHandler: true, Group: not null, Model.Problems: HandlerProblems.None })
        .SelectMany(ElementClaim.Of)
        .Concat(_modules.Value.SelectMany(static module => module.Elements.SelectMany(element => ElementClaim.Of(module, element))));

    private Dictionary<(string Group, string Name), ElementMember> Names() => Sites
        .Where(static site => site is { Molecule: null, Model.Problems: HandlerProblems.None })
        .Select(static site => site.Options)
        .Concat(_modules.Value
            .SelectMany(static module => module.Elements)
            .Where(static element => element.IsVisible)
            .Select(static element => element.Options))
        .GroupBy(static options => options.Group, static options => options.Name)
        .SelectMany(
            static group => ElementNames.Assign(Identifiers.PascalCase(group.Key), group),
            static (group, member) => (group.Key, member))
        .ToDictionary(static pair => (pair.Key, pair.member.Name), static pair => pair.member);
}
