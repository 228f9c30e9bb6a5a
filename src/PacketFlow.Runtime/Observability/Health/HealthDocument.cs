using System.Buffers;

namespace PacketFlow.Observability;

/// <summary>The health document: <c>{ok, load, queue}</c>, <c>degraded</c> with the reason while the journal fails, and what more there is for those who ask for detail.</summary>
internal static class HealthDocument
{
    public static void Write(ref PacketWriter writer, in HealthSnapshot health)
    {
        writer.WriteMapHeader(3 + Extra(health));
        WriteBasics(ref writer, health);
    }

    public static void Write(ref PacketWriter writer, in HealthSnapshot health, int capacity, HealthDetail detail, ILaneGauges lanes)
    {
        writer.WriteMapHeader(13 + Extra(health));
        WriteBasics(ref writer, health);
        writer.WriteUtf8("state"u8);
        writer.WriteUtf8(State(health.State));
        writer.WriteUtf8("draining"u8);
        writer.WriteBoolean(health.IsDraining);
        WriteNumber(ref writer, "cpu"u8, health.Sample.Processor);
        WriteNumber(ref writer, "memory"u8, health.Sample.Memory);
        WriteNumber(ref writer, "capacity"u8, capacity);
        writer.WriteUtf8("reactor"u8);
        writer.WriteString(detail.Reactor);
        writer.WriteUtf8("version"u8);
        writer.WriteString(detail.Version);
        WriteNumber(ref writer, "uptime_ms"u8, (long)detail.Uptime.TotalMilliseconds);
        WriteList(ref writer, "addresses"u8, detail.Addresses);
        WriteLanes(ref writer, lanes, detail.Elements);
    }

    /// <summary>The same document in JSON, for HTTP.</summary>
    public static void ToJson(ReadOnlySpan<byte> document, IBufferWriter<byte> output) => PacketCodec.ToJson(document, output);

    private static void WriteBasics(ref PacketWriter writer, in HealthSnapshot health)
    {
        writer.WriteUtf8("ok"u8);
        writer.WriteBoolean(health.Ok);
        WriteNumber(ref writer, "load"u8, health.Load);
        WriteNumber(ref writer, "queue"u8, health.Queue);
        if (health.Trouble is not null)
        {
            // What the journal said may name paths and servers: that is for the log and the host's own check.
            writer.WriteUtf8("degraded"u8);
            writer.WriteUtf8("the journal takes no records"u8);
        }
    }

    private static int Extra(in HealthSnapshot health) => health.Trouble is null ? 0 : 1;

    private static void WriteLanes(ref PacketWriter writer, ILaneGauges lanes, IReadOnlyList<string> elements)
    {
        writer.WriteUtf8("lanes"u8);
        writer.WriteMapHeader(PeriodicTable.Groups.Count);
        foreach (AtomGroup group in PeriodicTable.Groups)
        {
            string code = PeriodicTable.GroupCode(group);
            writer.WriteString(code);
            writer.WriteMapHeader(3);
            WriteNumber(ref writer, "queue"u8, lanes.Waiting(group));
            WriteNumber(ref writer, "in_flight"u8, lanes.InFlight(group));
            WriteList(ref writer, "elements"u8, [.. elements.Where(element => element.StartsWith(code + ":", StringComparison.Ordinal))]);
        }
    }

    private static void WriteList(ref PacketWriter writer, scoped ReadOnlySpan<byte> name, IReadOnlyList<string> items)
    {
        writer.WriteUtf8(name);
        writer.WriteArrayHeader(items.Count);
        foreach (string item in items)
        {
            writer.WriteString(item);
        }
    }

    private static void WriteNumber(ref PacketWriter writer, scoped ReadOnlySpan<byte> name, long value)
    {
        writer.WriteUtf8(name);
        writer.WriteInt64(value);
    }

    private static ReadOnlySpan<byte> State(HealthState state) => state switch
    {
        HealthState.Healthy => "healthy"u8,
        HealthState.Degraded => "degraded"u8,
        _ => "failed"u8,
    };
}
