using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Molecules;

namespace PacketFlow.Elements;

/// <summary>An element under judgement: its model, and the method and attribute that it came from, for the places in source.</summary>
internal sealed class ElementSite(IMethodSymbol method, AttributeData attribute, Compilation compilation)
{
    private readonly Lazy<ElementModel> _model = new(() =>
        ElementParser.ParseMethod(method, attribute, compilation, CancellationToken.None));

    public IMethodSymbol Method => method;

    public AttributeData Attribute => attribute;

    public Compilation Compilation => compilation;

    /// <summary>What the generator sees.</summary>
    public ElementModel Model => _model.Value;

    public ElementOptions Options { get; } = ElementParser.ParseOptions(attribute);

    /// <summary>The method's name, as the user reads it.</summary>
    public string MethodName => method.Name;

    /// <summary>Its group, or null if there is none of that name.</summary>
    public AtomGroup? Group => PeriodicTable.TryParseGroup(Options.Group, out AtomGroup group) ? group : null;

    /// <summary>As people write it: <c>df:transform</c>.</summary>
    public string Address => $"{Options.Group}:{Options.Name}";

    /// <summary>The [Molecule] of the class that it is a step of, or null outside molecules.</summary>
    public AttributeData? Molecule { get; } = method.ContainingType.FindAttribute(WellKnownNames.Molecule);

    /// <summary>Whether atoms that name the element arrive here: steps have addresses of their own, and a reference has no body.</summary>
    public bool IsHandler => Molecule is null && !Model.IsBodyless;

    /// <summary>Whether a run waits here, for a signal or the clock: as long as it says, which may be days, or for ever.</summary>
    public bool IsWait => Molecule is not null && StepParser.KindOf(method) is StepKind.Signal or StepKind.Timer;

    /// <summary>The method's declaration, the one of the user.</summary>
    public MethodDeclarationSyntax? Declaration =>
        method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() as MethodDeclarationSyntax;

    /// <summary>The method's name where it is declared.</summary>
    public Location MethodLocation => method.Locations.FirstOrDefault() ?? Location.None;

    public Location ReturnLocation => Declaration?.ReturnType.GetLocation() ?? MethodLocation;

    /// <summary>The type of a parameter where it is written.</summary>
    public Location TypeLocation(IParameterSymbol parameter) =>
        parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ParameterSyntax { Type: { } type }
            ? type.GetLocation()
            : MethodLocation;

    public Location GroupLocation => attribute.ArgumentLocation(0, "group");

    public Location NameLocation => attribute.ArgumentLocation(1, "element");

    /// <summary>Whether the generator found this wrong.</summary>
    public bool Has(HandlerProblems problem) => (Model.Problems & problem) != 0;

    /// <summary>The value of a property of the attribute.</summary>
    public Location LocationOf(string property) => attribute.PropertyLocation(property);

    /// <summary>An item of a property's array.</summary>
    public Location LocationOf(string property, int index) => attribute.ItemLocation(property, index);
}
