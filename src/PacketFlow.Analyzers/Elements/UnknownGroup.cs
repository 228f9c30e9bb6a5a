using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class UnknownGroup : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.UnknownGroup,
        "Unknown group",
        "'{0}' handles '{1}', but there is no group '{2}': use cf, df, ed, co, mc or rm");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Group is null)
        {
            string group = element.Options.Group;
            FixFacts nearest = FixFacts.Replace(PeriodicTable.NearestGroup(group) is { } code ? Literals.Of(code) : null);
            yield return Descriptor.At(element.GroupLocation, nearest, element.MethodName, element.Address, group);
        }
    }
}
