using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

/// <summary>An element under judgement: its parsed model, and the method and attribute that it came from, for the places in source.</summary>
internal sealed class ElementSite(
    IMethodSymbol method, AttributeData attribute, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    public IMethodSymbol Method => method;

    public AttributeData Attribute => attribute;

    public Compilation Compilation => compilation;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What the generator sees.</summary>
    public ElementModel Model { get; } = ElementParser.ParseMethod(method, attribute, compilation, cancellationToken);

    public ElementOptions Options => Model.Options;

    /// <summary>Its group, or null if there is none of that name.</summary>
    public AtomGroup? Group => PeriodicTable.TryParseGroup(Options.Group, out AtomGroup group) ? group : null;

    /// <summary>As people write it: <c>df:transform</c>.</summary>
    public string Address => $"{Options.Group}:{Options.Name}";

    /// <summary>The [Molecule] of the class that it is a step of, or null outside molecules.</summary>
    public AttributeData? Molecule { get; } = method.ContainingType.FindAttribute(WellKnownNames.Molecule);

    /// <summary>Whether atoms that name the element arrive here: steps have addresses of their own, and a reference has no body.</summary>
    public bool IsHandler => Molecule is null && !Model.IsBodyless;

    public Location GroupLocation => attribute.ArgumentLocation(0, "group", cancellationToken);

    public Location NameLocation => attribute.ArgumentLocation(1, "element", cancellationToken);

    /// <summary>Whether the generator found this wrong.</summary>
    public bool Has(HandlerProblems problem) => (Model.Problems & problem) != 0;

    /// <summary>The value of a property of the attribute.</summary>
    public Location LocationOf(string property) => attribute.PropertyLocation(property, cancellationToken);

    /// <summary>An item of a property's array.</summary>
    public Location LocationOf(string property, int index) => attribute.ItemLocation(property, index, cancellationToken);

    public void Report(DiagnosticDescriptor rule, Location location, params object?[] words) =>
        report(Diagnostic.Create(rule, location, words));

    /// <summary>Reports with other places that belong to it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, IEnumerable<Location> others, params object?[] words) =>
        report(Diagnostic.Create(rule, location, others, words));

    /// <summary>Reports with a fact for the fix.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, (string Key, string? Value) fact, params object?[] words)
    {
        ImmutableDictionary<string, string?> facts = ImmutableDictionary<string, string?>.Empty;
        report(Diagnostic.Create(rule, location, fact.Value is null ? facts : facts.Add(fact.Key, fact.Value), words));
    }
}
