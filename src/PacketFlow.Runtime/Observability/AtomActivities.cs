using System.Diagnostics;

namespace PacketFlow.Observability;

/// <summary>Atoms as spans of a trace. Without a listener no atom costs more than a look.</summary>
internal static class AtomActivities
{
    private static readonly ActivitySource Source =
        new(PacketFlowTelemetry.ActivitySourceName, typeof(AtomActivities).Assembly.GetName().Version?.ToString(3));

    /// <summary>Whether somebody listens; ask before gathering what <see cref="Start"/> wants.</summary>
    public static bool IsOn => Source.HasListeners();

    /// <summary>A handler begins. The element is the handler's own, never a name that a peer chose.</summary>
    /// <param name="element">The handler's element.</param>
    /// <param name="traceParent">The caller's trace context as it came, or nothing.</param>
    public static Activity? Start(Element element, ReadOnlySpan<byte> traceParent)
    {
        if (!IsOn)
        {
            return null;
        }

        ActivityContext parent = TraceParent.TryParse(traceParent, out ActivityContext remote) ? remote : default;
        return Describe(Source.StartActivity(element.ToString(), ActivityKind.Server, parent), element);
    }

    /// <summary>A client submits; the activity's context goes with the atom.</summary>
    public static Activity? StartSubmit(Element element) =>
        IsOn ? Describe(Source.StartActivity(element.ToString(), ActivityKind.Client), element) : null;

    /// <summary>The atom is over; without a code it went well.</summary>
    public static void End(Activity? activity, string? code)
    {
        if (activity is not null && code is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, code);
            activity.SetTag("error.type", code);
        }

        activity?.Dispose();
    }

    private static Activity? Describe(Activity? activity, Element element) => activity?
        .SetTag("packetflow.group", PeriodicTable.GroupCode(element.Group))
        .SetTag("packetflow.element", element.Name);
}
