using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class AsyncVoidHandler : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.AsyncVoidHandler,
        "Async void handler",
        "'{0}' handles '{1}' as async void: nobody could await it or see it fail; return Task");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Has(HandlerProblems.AsyncVoid))
        {
            yield return Descriptor.At(element.ReturnLocation, element.MethodName, element.Address);
        }
    }
}
