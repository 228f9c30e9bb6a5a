using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class UnknownGroup : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.UnknownGroup,
        "Unknown group",
        "'{0}' handles '{1}', but there is no group '{2}': use cf, df, ed, co, mc or rm");

    public override void Judge(ElementSite element)
    {
        if (element.Group is null)
        {
            string? nearest = PeriodicTable.NearestGroup(element.Options.Group);
            element.Report(
                Descriptor,
                element.GroupLocation,
                (FixFacts.Replacement, nearest is null ? null : Literals.Of(nearest)),
                element.Method.Name,
                element.Address,
                element.Options.Group);
        }
    }
}
