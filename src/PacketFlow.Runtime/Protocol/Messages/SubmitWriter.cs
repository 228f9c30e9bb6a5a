using System.Buffers;

namespace PacketFlow.Protocol;

/// <summary>Writes what a client sends: submits, with what their options say where they say it, batches, pings and cancels.</summary>
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
    /// <param name="traceParent">The caller's trace context; none when empty.</param>
    public static void Begin(
        ref PacketWriter writer,
        uint sequence,
        uint unixSeconds,
        scoped ReadOnlySpan<byte> id,
        AtomGroup group,
        string element,
        SubmitOptions options,
        double timeoutSeconds,
        scoped ReadOnlySpan<byte> traceParent)
    {
        MessageWriter.BeginMessage(ref writer, MessageType.Submit, sequence, unixSeconds, extraKeys: KeysOf(options, traceParent));
        BeginAtom(ref writer, id, group, element, options, timeoutSeconds);
    }

    /// <summary>What follows the payload.</summary>
    public static void End(ref PacketWriter writer, SubmitOptions options, double timeoutSeconds, scoped ReadOnlySpan<byte> traceParent)
    {
        EndAtom(ref writer, options, timeoutSeconds);
        WriteKeys(ref writer, options, traceParent);
    }

    /// <summary>An atom up to its payload, which must follow, and then <see cref="EndAtom"/>.</summary>
    public static void BeginAtom(ref PacketWriter writer, scoped ReadOnlySpan<byte> id, AtomGroup group, string element, SubmitOptions options, double timeoutSeconds)
    {
        writer.WriteMapHeader(4 + Count(options.Priority.HasValue, options.IdempotencyKey is not null, timeoutSeconds != 0));
        writer.WriteUtf8("id"u8);
        writer.WriteUtf8(id);
        writer.WriteUtf8("g"u8);
        writer.WriteString(PeriodicTable.GroupCode(group));
        writer.WriteUtf8("e"u8);
        writer.WriteString(element);
        writer.WriteUtf8("d"u8);
    }

    /// <summary>What follows an atom's payload inside of the atom.</summary>
    public static void EndAtom(ref PacketWriter writer, SubmitOptions options, double timeoutSeconds)
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
    }

    /// <summary>A batch of atoms that are written already.</summary>
    public static void Batch(
        IBufferWriter<byte> output, uint sequence, uint unixSeconds, int count, ReadOnlySpan<byte> atoms, SubmitOptions options, scoped ReadOnlySpan<byte> traceParent)
    {
        var writer = new PacketWriter(output);
        MessageWriter.BeginMessage(ref writer, MessageType.BatchSubmit, sequence, unixSeconds, extraKeys: 1 + KeysOf(options, traceParent));
        writer.WriteNil();
        writer.WriteUtf8("atoms"u8);
        writer.WriteArrayHeader(count);
        writer.WriteRaw(atoms);
        WriteKeys(ref writer, options, traceParent);
        writer.Flush();
    }

    /// <summary>A message whose data is a map with one text.</summary>
    public static void Tell(IBufferWriter<byte> output, MessageType type, uint sequence, uint unixSeconds, ReadOnlySpan<byte> key, string text)
    {
        var writer = new PacketWriter(output);
        MessageWriter.BeginMessage(ref writer, type, sequence, unixSeconds);
        writer.WriteMapHeader(1);
        writer.WriteUtf8(key);
        writer.WriteString(text);
        writer.Flush();
    }

    /// <summary>A ping.</summary>
    public static void Ping(IBufferWriter<byte> output, uint sequence, uint unixSeconds)
    {
        var writer = new PacketWriter(output);
        MessageWriter.BeginMessage(ref writer, MessageType.Ping, sequence, unixSeconds);
        writer.WriteNil();
        writer.Flush();
    }

    // What stands beside the atom.
    private static int KeysOf(SubmitOptions options, ReadOnlySpan<byte> traceParent) =>
        Count(options.Ttl.HasValue, options.CorrelationId is not null, options.RoutingKey is not null) + (traceParent.IsEmpty ? 0 : 1);

    private static void WriteKeys(ref PacketWriter writer, SubmitOptions options, scoped ReadOnlySpan<byte> traceParent)
    {
        if (options.Ttl is { } ttl)
        {
            writer.WriteUtf8("ttl"u8);
            MessageWriter.WriteSeconds(ref writer, ttl.TotalSeconds);
        }

        Text(ref writer, "cid"u8, options.CorrelationId);
        Text(ref writer, "rk"u8, options.RoutingKey);
        if (!traceParent.IsEmpty)
        {
            writer.WriteUtf8("tp"u8);
            writer.WriteUtf8(traceParent);
        }
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
