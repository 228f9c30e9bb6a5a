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

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        if (element.Options.Priority is { } priority and (< Lowest or > Highest))
        {
            FixFacts nearest = FixFacts.Replace(Literals.Of(Math.Max(Lowest, Math.Min(priority, Highest))));
            yield return Descriptor.At(element.LocationOf(nameof(ElementOptions.Priority)), nearest, element.Address, priority);
        }
    }
}
