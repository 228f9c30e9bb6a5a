using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class AbstractOrGenericHandler : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.AbstractOrGenericHandler,
        "Handler in abstract or open generic type",
        "'{0}' cannot handle '{1}': {2}, so there is no one method to call; move the handler to a concrete type");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Has(HandlerProblems.AbstractOrGeneric))
        {
            yield return Descriptor.At(element.MethodLocation, element.MethodName, element.Address, Reason(element.Method));
        }
    }

    private static string Reason(IMethodSymbol method)
    {
        if (method.IsGenericMethod)
        {
            return "it is generic";
        }

        if (method.IsAbstract || method.IsVirtual && method.IsStatic)
        {
            return "it is abstract";
        }

        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsGenericType)
            {
                return $"'{type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}' is an open generic type";
            }
        }

        return $"'{method.ContainingType.Name}' is abstract";
    }
}
