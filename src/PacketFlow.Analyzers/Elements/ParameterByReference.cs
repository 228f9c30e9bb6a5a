using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class ParameterByReference : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.ParameterByReference,
        "Parameter by reference",
        "'{0}' cannot handle '{1}': {2}, and what comes over the wire is passed by value");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (!element.Has(HandlerProblems.ByReference))
        {
            yield break;
        }

        foreach (IParameterSymbol parameter in element.Method.Parameters)
        {
            string? reason = parameter.RefKind switch
            {
                RefKind.None when parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer => "is a pointer",
                RefKind.None => null,
                RefKind.Ref => "is ref",
                RefKind.Out => "is out",
                RefKind.In => "is in",
                _ => "is ref readonly",
            };
            if (reason is not null)
            {
                yield return At(parameter.Locations[0], $"its parameter '{parameter.Name}' {reason}");
            }
        }

        if (element.Method.IsVararg)
        {
            yield return At(element.MethodLocation, "it takes any number of arguments by __arglist");
        }

        Diagnostic At(Location location, string reason) => Descriptor.At(location, element.MethodName, element.Address, reason);
    }
}
