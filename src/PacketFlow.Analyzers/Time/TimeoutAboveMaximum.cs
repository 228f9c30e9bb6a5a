using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Time;

internal sealed class TimeoutAboveMaximum : ElementRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.TimeoutAboveMaximum,
        "Timeout above element maximum",
        "'{0}' has a timeout of {1} s, but its maximum is {2} s: every run would be cut to that; "
        + "raise MaxTimeoutSeconds or lower the timeout");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        ElementOptions options = element.Options;
        if (!element.IsWait
            && element.Group is { } group
            && options is { TimeoutSeconds: { } timeout, MaxTimeoutSeconds: null or > 0 }
            && (options.MaxTimeoutSeconds ?? PeriodicTable.MaximumTimeoutSeconds(group, options.Name)) is var maximum
            && timeout > maximum)
        {
            yield return Descriptor.At(
                element.LocationOf(nameof(ElementOptions.TimeoutSeconds)),
                FixFacts.Replace(Seconds.Text(maximum)),
                element.Address,
                Seconds.Text(timeout),
                Seconds.Text(maximum));
        }
    }
}
