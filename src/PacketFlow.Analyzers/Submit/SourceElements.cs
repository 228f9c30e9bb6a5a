using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Submit;

/// <summary>Finds the elements that the compilation's own source handles or declares. The steps of molecules are not among them.</summary>
internal static class SourceElements
{
    public static IEnumerable<ElementFacts> Of(Compilation compilation, CancellationToken cancellationToken) =>
        Types(compilation.Assembly.GlobalNamespace, cancellationToken)
            .SelectMany(static type => type.GetMembers())
            .OfType<IMethodSymbol>()
            .Select(Of)
            .OfType<ElementFacts>();

    /// <summary>What a method handles or declares, or null if it is no element.</summary>
    public static ElementFacts? Of(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Ordinary || method.FindAttribute(WellKnownNames.Element) is not { } attribute)
        {
            return null;
        }

        ElementOptions options = ElementParser.ParseOptions(attribute);
        return new ElementFacts(
            new ElementAddress(options.Group, options.Name),
            options,
            method.Parameters.FirstOrDefault(static parameter => IsPayload(parameter.Type))?.Type,
            ElementParser.IsBodyless(method) ? null : method);
    }

    private static bool IsPayload(ITypeSymbol type) => !type.IsNamed(WellKnownNames.AtomContext) && !type.IsNamed(WellKnownNames.CancellationToken);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container, CancellationToken cancellationToken)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (member is INamedTypeSymbol type && type.FindAttribute(WellKnownNames.Molecule) is null)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol nested in Types(inner, cancellationToken))
                {
                    yield return nested;
                }
            }
        }
    }
}
