using System.Buffers;
using System.Diagnostics.Metrics;

namespace PacketFlow.Observability;

/// <summary>What <c>/metrics</c> answers: all instruments, from the same sums that the meter tells.</summary>
internal static partial class PrometheusText
{
    public const string ContentType = PrometheusWriter.ContentType;

    public static void Write(ReactorMetrics metrics, IBufferWriter<byte> output)
    {
        var writer = new PrometheusWriter(output);
        AtomCounts total = metrics.Total();
        Atoms(writer, total);
        Durations(writer, total);
        Rejections(writer, total);
        IgnoredTokens(writer, total);
        Lanes(writer, Instruments.Queue, metrics.Lanes(static (lanes, group) => lanes.Waiting(group)));
        Lanes(writer, Instruments.InFlight, metrics.Lanes(static (lanes, group) => lanes.InFlight(group)));
        Transports(writer, metrics, Instruments.Connections, static transport => transport.Open);
        Transports(writer, metrics, Instruments.Accepted, static transport => transport.Accepted);
        Transports(writer, metrics, Instruments.Refused, static transport => transport.Refused);
        Transports(writer, metrics, Instruments.Received, static transport => transport.ReceivedBytes);
        Transports(writer, metrics, Instruments.Sent, static transport => transport.SentBytes);
        if (metrics.Load is { } load)
        {
            writer.Family(Instruments.Load);
            writer.Sample(Instruments.Load.Prometheus, [], load);
        }

        Runs(writer, metrics.Runs);
    }

    private static void Atoms(PrometheusWriter writer, AtomCounts total)
    {
        writer.Family(Instruments.Atoms);
        for (int group = 0; group < Labels.Groups.Length; group++)
        {
            for (int outcome = 0; outcome < Labels.Outcomes.Length; outcome++)
            {
                writer.Sample(
                    Instruments.Atoms.Prometheus,
                    [(Labels.Group, Labels.Groups[group]), (Labels.Outcome, Labels.Outcomes[outcome])],
                    total.Outcome(group, outcome));
            }
        }
    }

    private static void Durations(PrometheusWriter writer, AtomCounts total)
    {
        writer.Family(Instruments.Duration);
        for (int group = 0; group < Labels.Groups.Length; group++)
        {
            int own = group;
            Histogram(writer, Instruments.Duration, [(Labels.Group, Labels.Groups[group])], bucket => total.Bucket(own, bucket), total.Nanoseconds(group) / 1e9);
        }
    }

    private static void Histogram(PrometheusWriter writer, InstrumentInfo info, (string, string)[] labels, Func<int, long> read, double seconds)
    {
        long below = 0;
        for (int bucket = 0; bucket < DurationBuckets.Count; bucket++)
        {
            below += read(bucket);
            double bound = bucket < DurationBuckets.Bounds.Count ? DurationBuckets.Bounds[bucket] : double.PositiveInfinity;
            writer.Sample($"{info.Prometheus}_bucket", [.. labels, ("le", PrometheusWriter.Number(bound))], below);
        }

        writer.Sample($"{info.Prometheus}_sum", labels, seconds);
        writer.Sample($"{info.Prometheus}_count", labels, below);
    }

    private static void Rejections(PrometheusWriter writer, AtomCounts total)
    {
        writer.Family(Instruments.Rejected);
        for (int reason = 0; reason < Labels.Reasons.Length; reason++)
        {
            writer.Sample(Instruments.Rejected.Prometheus, [(Labels.Reason, Labels.Reasons[reason])], total.Rejections(reason));
        }
    }

    private static void IgnoredTokens(PrometheusWriter writer, AtomCounts total)
    {
        writer.Family(Instruments.IgnoredTokens);
        for (int group = 0; group < Labels.Groups.Length; group++)
        {
            writer.Sample(Instruments.IgnoredTokens.Prometheus, [(Labels.Group, Labels.Groups[group])], total.IgnoredTokens(group));
        }
    }

    private static void Lanes(PrometheusWriter writer, InstrumentInfo info, IEnumerable<Measurement<long>> values)
    {
        writer.Family(info);
        foreach (Measurement<long> value in values)
        {
            writer.Sample(info.Prometheus, [(Labels.Group, (string)value.Tags[0].Value!)], value.Value);
        }
    }

    private static void Transports(PrometheusWriter writer, ReactorMetrics metrics, InstrumentInfo info, Func<TransportCounters, long> read)
    {
        writer.Family(info);
        for (int kind = 0; kind < Labels.Transports.Length; kind++)
        {
            writer.Sample(info.Prometheus, [(Labels.Transport, Labels.Transports[kind])], read(metrics.Transport((TransportKind)kind)));
        }
    }
}
