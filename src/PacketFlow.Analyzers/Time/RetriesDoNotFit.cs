using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Text;

namespace PacketFlow.Time;

/// <summary>
/// Speaks where the step says what it wants, by its retries or its timeout: a retry policy that holds by default is cut off by the
/// molecule's deadline and promises nothing. That one try alone takes too long is the critical path's matter.
/// </summary>
internal sealed class RetriesDoNotFit : ElementRule
{
    private const int PolicyRetries = 3;
    private const double LongestPauseSeconds = 30;

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.RetriesDoNotFit,
        "Retries do not fit",
        "Step '{0}' may try {1} times for {2} s each and pause {3} s between, {4} s together, but its molecule has {5} s: {6}");

    public override IEnumerable<Diagnostic> Judge(ElementSite element, ElementSet all)
    {
        ElementOptions options = element.Options;
        if (element.Group is not { } group
            || element.Molecule?.Named<double>("TimeoutSeconds") is not { } limit
            || (options.Retries is null && options.TimeoutSeconds is null)
            || element.Method.FindAttribute(WellKnownNames.Nested) is not null
            || element.Method.FindAttribute(WellKnownNames.Delay) is not null)
        {
            yield break;
        }

        int retries = options.Retries is { } said and >= 0 ? said : options.Idempotent ? PolicyRetries : 0;
        double timeout = options.TimeoutSeconds ?? PeriodicTable.DefaultTimeoutSeconds(group, options.Name);
        int fitting = Enumerable.Range(0, Math.Min(retries, 64) + 1).LastOrDefault(count => Total(count, timeout) <= limit);
        if (timeout > 0 && timeout <= limit && Total(retries, timeout) > limit)
        {
            yield return Descriptor.At(
                element.LocationOf(options.Retries is null ? nameof(ElementOptions.TimeoutSeconds) : nameof(ElementOptions.Retries)),
                FixFacts.None.Set(nameof(ElementOptions.Retries), Literals.Of(fitting)),
                element.MethodName,
                retries + 1,
                Seconds.Text(timeout),
                Seconds.Text(Pauses(retries)),
                Seconds.Text(Total(retries, timeout)),
                Seconds.Text(limit),
                fitting == 0 ? "no retry fits" : $"{fitting} of {retries} retries fit");
        }
    }

    private static double Total(int retries, double timeout) => ((retries + 1) * timeout) + Pauses(retries);

    // Before retry n: 1 s x 2^n, at most 30 s, jitter aside.
    private static double Pauses(int retries) =>
        Enumerable.Range(0, retries).Sum(static n => Math.Min(LongestPauseSeconds, Math.Pow(2, n)));
}
