using System.Buffers;

namespace PacketFlow.Protocol;

/// <summary>Writes what a client sends: submits, with what their options say where they say it, and cancels.</summary>
internal static class SubmitWriter
{
    /// <summary>A submit up to its atom's payload, which must follow, and then <see cref="End"/>.</summary>
    /// <param name="writer">At the message's first byte.</param>
    /// <param name="sequence">The message's sequence.</param>
    /// <param name="unixSeconds">The message's time.</param>
    /// <param name="id">The atom's id.</param>
    /// <param name="group">The element's group.</param>
    /// <param name="element">The element's name.</param>
    /// <param name="options">What is said about the atom.</param>
    /// <param name="timeoutSeconds">Its timeout; none when zero.</param>
    public static void Begin(
        ref PacketWriter writer, uint sequence, uint unixSeconds, scoped ReadOnlySpan<byte> id, AtomGroup group, string element, SubmitOptions options, double timeoutSeconds)
    {
        MessageWriter.BeginMessage(ref writer, MessageType.Submit, sequence, unixSeconds, extraKeys: Count(options.Ttl.HasValue, options.CorrelationId is not null, options.RoutingKey is not null));
        writer.WriteMapHeader(4 + Count(options.Priority.HasValue, options.IdempotencyKey is not null, timeoutSeconds != 0));
        writer.WriteUtf8("id"u8);
        writer.WriteUtf8(id);
        writer.WriteUtf8("g"u8);
        writer.WriteString(PeriodicTable.GroupCode(group));
        writer.WriteUtf8("e"u8);
        writer.WriteString(element);
        writer.WriteUtf8("d"u8);
    }

    /// <summary>What follows the payload.</summary>
    public static void End(ref PacketWriter writer, SubmitOptions options, double timeoutSeconds)
    {
        if (options.Priority is { } priority)
        {
            writer.WriteUtf8("p"u8);
            writer.WriteInt32(priority);
        }

        if (timeoutSeconds != 0)
        {
            writer.WriteUtf8("t"u8);
            MessageWriter.WriteSeconds(ref writer, timeoutSeconds);
        }

        Text(ref writer, "k"u8, options.IdempotencyKey);
        if (options.Ttl is { } ttl)
        {
            writer.WriteUtf8("ttl"u8);
            MessageWriter.WriteSeconds(ref writer, ttl.TotalSeconds);
        }

        Text(ref writer, "cid"u8, options.CorrelationId);
        Text(ref writer, "rk"u8, options.RoutingKey);
    }

    /// <summary>A cancel.</summary>
    public static void Cancel(IBufferWriter<byte> output, uint sequence, uint unixSeconds, string id)
    {
        var writer = new PacketWriter(output);
        MessageWriter.BeginMessage(ref writer, MessageType.Cancel, sequence, unixSeconds);
        writer.WriteMapHeader(1);
        writer.WriteUtf8("atom_id"u8);
        writer.WriteString(id);
        writer.Flush();
    }

    private static int Count(bool first, bool second, bool third) => (first ? 1 : 0) + (second ? 1 : 0) + (third ? 1 : 0);

    private static void Text(ref PacketWriter writer, ReadOnlySpan<byte> key, string? value)
    {
        if (value is not null)
        {
            writer.WriteUtf8(key);
            writer.WriteString(value);
        }
    }
}
