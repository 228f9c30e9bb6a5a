using Microsoft.CodeAnalysis;

namespace PacketFlow.Elements;

internal sealed class MandatoryElementOverridden : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.MandatoryElementOverridden,
        "Mandatory element overridden",
        "Every reactor answers '{0}' itself, so '{1}' will never be called: give the element another name");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element is { IsHandler: true, Group: { } group } && PeriodicTable.IsMandatory(group, element.Options.Name))
        {
            yield return Descriptor.At(element.NameLocation, element.Address, element.MethodName);
        }
    }
}
