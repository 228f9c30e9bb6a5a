using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class NoCancellationToken : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.NoCancellationToken,
        "Async handler without a CancellationToken",
        "'{0}' handles '{1}' asynchronously but takes no CancellationToken: it cannot stop when its time is up or its caller is gone");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        bool isAsync = element.Model.Returns
            is ReturnShape.Task or ReturnShape.TaskOfValue or ReturnShape.ValueTask or ReturnShape.ValueTaskOfValue;
        if (isAsync
            && !element.Model.IsBodyless
            && element.Model.Parameters.All(static parameter => parameter.Kind != ParameterKind.Cancellation)
            && !IsGivenBySomeoneElse(element.Method))
        {
            yield return Descriptor.At(element.MethodLocation, element.MethodName, element.Address);
        }
    }

    // Its parameters are not its own to choose.
    private static bool IsGivenBySomeoneElse(IMethodSymbol method) => method.IsOverride || method.ContainingType.AllInterfaces
        .SelectMany(contract => contract.GetMembers(method.Name))
        .Select(method.ContainingType.FindImplementationForInterfaceMember)
        .Contains(method, SymbolEqualityComparer.Default);
}
