using System.Diagnostics;

namespace PacketFlow.Observability;

/// <summary>Atoms as spans of a trace. Without a listener no atom costs more than a look.</summary>
internal static class AtomActivities
{
    /// <summary>A later version of the header may carry more than this one does.</summary>
    private const int MaxHeader = 256;

    /// <summary>What all spans come from.</summary>
    public static readonly ActivitySource Source =
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
        return Describe(Source.StartActivity(element.ToString(), ActivityKind.Server, parent), PeriodicTable.GroupCode(element.Group), element.Name);
    }

    /// <summary>A client submits; the activity's context goes with the atom.</summary>
    public static Activity? StartSubmit(AtomGroup group, string element)
    {
        string code = PeriodicTable.GroupCode(group);
        return Describe(Source.StartActivity($"{code}:{element}", ActivityKind.Client), code, element);
    }

    /// <summary>The trace context of what the caller is doing, as it stands on the wire; empty when it does nothing that is traced.</summary>
    /// <param name="buffer">Room for <see cref="TraceParent.Length"/> bytes.</param>
    public static ReadOnlySpan<byte> Current(Span<byte> buffer)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } current)
        {
            return default;
        }

        TraceParent.Format(current.Context, buffer);
        return buffer[..TraceParent.Length];
    }

    /// <summary>The trace context of an HTTP request: of the web server's own span if somebody listens to those, else what the requester sent.</summary>
    /// <param name="header">The <c>traceparent</c> header, or null.</param>
    public static byte[] OfRequest(string? header)
    {
        if (header is null && !IsOn)
        {
            return [];
        }

        Span<byte> current = stackalloc byte[TraceParent.Length];
        return IsOn && Activity.Current is { } own && own.Source.HasListeners() ? Current(current).ToArray()
            : header?.Length <= MaxHeader ? System.Text.Encoding.ASCII.GetBytes(header)
            : [];
    }

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

    private static Activity? Describe(Activity? activity, string group, string element) => activity?
        .SetTag("packetflow.group", group)
        .SetTag("packetflow.element", element);
}
