using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class UnknownElement : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.UnknownElement,
        "Unknown element name",
        "There is no known element '{0}', but there is '{1}': correct the name, or say Custom = true if it is meant as it is");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        string name = element.Options.Name;
        if (element is { Group: { } group, Options.Custom: false }
            && ElementName.Check(name) == ElementNameFault.None
            && !PeriodicTable.IsKnown(group, name)
            && PeriodicTable.NearestElement(group, name) is { } nearest)
        {
            FixFacts facts = FixFacts.Replace(Literals.Of(nearest)).Set(nameof(ElementOptions.Custom), Literals.Of(true));
            yield return Descriptor.At(element.NameLocation, facts, element.Address, $"{element.Options.Group}:{nearest}");
        }
    }
}
