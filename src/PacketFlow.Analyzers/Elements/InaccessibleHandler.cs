using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class InaccessibleHandler : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.InaccessibleHandler,
        "Handler or payload not accessible to generated code",
        "Generated code cannot use '{0}', which '{1}' needs to handle '{2}': {3}");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Has(HandlerProblems.Inaccessible))
        {
            var hidden = Hidden(element).ToList();
            foreach ((ISymbol symbol, Location location) in hidden)
            {
                string remedy = $"it is {Words(symbol)}; make it internal or public";
                yield return Descriptor.At(
                    location, FixFacts.None.Beside(Declarations(symbol)), symbol.Name, element.MethodName, element.Address, remedy);
            }

            var obsolete = Uses(element)
                .Select(static use => (Symbol: use.Symbol.Obsoleting(), use.Place))
                .Where(static use => use.Symbol is not null)
                .Distinct()
                .ToList();
            foreach ((ISymbol? symbol, Location place) in obsolete)
            {
                yield return Descriptor.At(
                    place,
                    symbol!.Name,
                    element.MethodName,
                    element.Address,
                    "it is obsolete as an error, so no code may call it; let its [Obsolete] warn, or take the [Element] away");
            }

            // An extension block, for one, has no name at all.
            if (hidden.Count + obsolete.Count == 0)
            {
                yield return Descriptor.At(
                    element.MethodLocation,
                    element.MethodName,
                    element.MethodName,
                    element.Address,
                    "it stands where nothing outside can name it; move it to a class");
            }
        }

        if (element.Has(HandlerProblems.NoConstructor))
        {
            yield return Descriptor.At(
                element.MethodLocation,
                element.Method.ContainingType.Name,
                element.MethodName,
                element.Address,
                "it needs one public constructor, or one of several marked with [ActivatorUtilitiesConstructor], whose parameters are "
                + "services, and no required members");
        }
    }

    private static IEnumerable<(ISymbol Hidden, Location Location)> Hidden(ElementSite element) => Uses(element)
        .SelectMany(static use => Outward(use.Symbol).Where(IsHidden).Select(hidden => (hidden, use.Place)))
        .Distinct();

    private static IEnumerable<(ISymbol Symbol, Location Place)> Uses(ElementSite element)
    {
        IMethodSymbol method = element.Method;
        ISymbol called = element.Model.IsBodyless ? method.ContainingType : method;
        return Enumerable.Repeat((called, element.MethodLocation), 1)
            .Concat(method.Parameters.SelectMany(parameter =>
                Types(parameter.Type).Select(type => ((ISymbol)type, element.TypeLocation(parameter)))))
            .Concat(Types(method.ReturnType).Select(type => ((ISymbol)type, element.ReturnLocation)));
    }

    private static IEnumerable<ISymbol> Outward(ISymbol symbol)
    {
        for (ISymbol? level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingSymbol)
        {
            yield return level.OriginalDefinition;
        }
    }

    // A type with all that stands in its angle and square brackets.
    private static IEnumerable<INamedTypeSymbol> Types(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Types(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.SelectMany(Types).Prepend(named),
        _ => [],
    };

    private static bool IsHidden(ISymbol symbol) =>
        symbol is INamedTypeSymbol { IsFileLocal: true }
        || symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static string Words(ISymbol symbol) => symbol switch
    {
        INamedTypeSymbol { IsFileLocal: true } => "known in its file alone",
        { DeclaredAccessibility: Accessibility.Private } => "private",
        { DeclaredAccessibility: Accessibility.Protected } => "protected",
        _ => "private protected",
    };

    // All parts of a partial type, since they must agree.
    private static IEnumerable<Location> Declarations(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Select(static reference => Location.Create(reference.SyntaxTree, reference.Span));
}
