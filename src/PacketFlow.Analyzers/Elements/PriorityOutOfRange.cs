using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Elements;

internal sealed class PriorityOutOfRange : ElementRule
{
    private const int Lowest = 1, Highest = 10;

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.PriorityOutOfRange,
        "Priority out of range",
        "Element '{0}' has priority {1}, but priorities go from 1 to 10, the most urgent");

    public override void Judge(ElementSite element)
    {
        if (element.Options.Priority is { } priority and (< Lowest or > Highest))
        {
            element.Report(
                Descriptor,
                element.LocationOf(nameof(ElementOptions.Priority)),
                (FixFacts.Replacement, Literals.Of(Math.Max(Lowest, Math.Min(priority, Highest)))),
                element.Address,
                priority);
        }
    }
}
