using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Time;

internal sealed class TimeoutNotPositive : ElementRule
{
    /// <summary>Judged on molecules too.</summary>
    public static readonly DiagnosticDescriptor Words = Rule.Error(
        DiagnosticIds.TimeoutNotPositive,
        "Timeout not positive",
        "'{0}' has {1} = {2}, {3}: say how many seconds, or leave it out for the default");

    public override DiagnosticDescriptor Descriptor => Words;

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all) => new[]
    {
        Judge(nameof(ElementOptions.TimeoutSeconds), element.Options.TimeoutSeconds, element),
        Judge(nameof(ElementOptions.MaxTimeoutSeconds), element.Options.MaxTimeoutSeconds, element),
    }.OfType<Diagnostic>();

    /// <summary>Judges the timeout that an attribute gives to what has the name.</summary>
    public static Diagnostic? Judge(string property, double? seconds, string name, Location location) =>
        seconds is not { } given || ElementOptions.IsTime(given)
            ? null
            : Words.At(location, FixFacts.Remove(property), name, property, Seconds.Text(given), Reason(given));

    private static string Reason(double seconds) =>
        seconds > 0 ? "which ends after every date" : "so nothing could ever finish in time";

    // A run may wait for ever.
    private static Diagnostic? Judge(string property, double? seconds, ElementSite element) =>
        element.IsWait && seconds == 0 ? null : Judge(property, seconds, element.Address, element.LocationOf(property));
}
