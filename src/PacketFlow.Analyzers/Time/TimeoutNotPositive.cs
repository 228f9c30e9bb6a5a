using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Time;

internal sealed class TimeoutNotPositive : ElementRule
{
    /// <summary>Judged on molecules too.</summary>
    public static readonly DiagnosticDescriptor Words = Rule.Error(
        DiagnosticIds.TimeoutNotPositive,
        "Timeout not positive",
        "'{0}' has {1} = {2}, so nothing could ever finish in time: say how many seconds, or leave it out for the default");

    public override DiagnosticDescriptor Descriptor => Words;

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all) => new[]
    {
        Judge(nameof(ElementOptions.TimeoutSeconds), element.Options.TimeoutSeconds, element),
        Judge(nameof(ElementOptions.MaxTimeoutSeconds), element.Options.MaxTimeoutSeconds, element),
    }.OfType<Diagnostic>();

    /// <summary>Judges the timeout that an attribute gives to what has the name.</summary>
    public static Diagnostic? Judge(string property, double? seconds, string name, Location location) => seconds is null or > 0
        ? null
        : Words.At(location, FixFacts.Remove(property), name, property, Seconds.Text(seconds.Value));

    // A run may wait for ever.
    private static Diagnostic? Judge(string property, double? seconds, ElementSite element) =>
        element.IsWait && seconds == 0 ? null : Judge(property, seconds, element.Address, element.LocationOf(property));
}
