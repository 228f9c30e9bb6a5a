using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace PacketFlow.Protocol;

/// <summary>
/// Writes messages as we send them: keys in one order, the sequence always in five bytes so that a relay can patch it in place,
/// everything else in its shortest form.
/// </summary>
internal static class MessageWriter
{
    /// <summary>Where the sequence's four bytes stand in every message of ours, from the message's first byte.</summary>
    public const int SequenceOffset = 10;

    private const int PlainTimeOffset = SequenceOffset + 8;

    private static ReadOnlySpan<byte> PlainResult =>
    [
        0x87, 0xA1, (byte)'v', 0x01, 0xA1, (byte)'t', (byte)MessageType.Result, 0xA1, (byte)'s', 0xCE, 0, 0, 0, 0, 0xA2, (byte)'t', (byte)'s', 0xCE, 0, 0, 0, 0,
        0xA3, (byte)'s', (byte)'r', (byte)'c', 0x00, 0xA3, (byte)'d', (byte)'s', (byte)'t', 0x00, 0xA1, (byte)'d',
        0x83, 0xA7, (byte)'a', (byte)'t', (byte)'o', (byte)'m', (byte)'_', (byte)'i', (byte)'d',
    ];

    /// <summary>The head of a message up to <c>d</c>, whose value must follow, and then as many keys more as were announced.</summary>
    public static void BeginMessage(
        ref PacketWriter writer, MessageType type, uint sequence, uint unixSeconds, ushort source = 0, ushort destination = 0, int extraKeys = 0)
    {
        writer.WriteRaw([(byte)(0x87 + extraKeys), 0xA1, (byte)'v', 0x01, 0xA1, (byte)'t', (byte)type, 0xA1, (byte)'s']);
        writer.WriteFixedUInt32(sequence);
        writer.WriteRaw([0xA2, (byte)'t', (byte)'s']);
        writer.WriteFixedUInt32(unixSeconds);
        writer.WriteRaw([0xA3, (byte)'s', (byte)'r', (byte)'c']);
        writer.WriteUInt16(source);
        writer.WriteRaw([0xA3, (byte)'d', (byte)'s', (byte)'t']);
        writer.WriteUInt16(destination);
        writer.WriteRaw([0xA1, (byte)'d']);
    }

    /// <summary>A result up to its data, which must follow, and then <see cref="EndResult"/>.</summary>
    public static void BeginResult(ref PacketWriter writer, uint sequence, uint unixSeconds, ushort destination, scoped ReadOnlySpan<byte> atomId, bool clamped)
    {
        if (destination == 0 && !clamped)
        {
            BeginPlainResult(ref writer, sequence, unixSeconds);
        }
        else
        {
            BeginMessage(ref writer, MessageType.Result, sequence, unixSeconds, 0, destination);
            writer.WriteMapHeader(clamped ? 4 : 3);
            writer.WriteUtf8("atom_id"u8);
        }

        writer.WriteUtf8(atomId);
        writer.WriteUtf8("data"u8);
    }

    // The same bytes, for the result that nearly all are: one copy, and the two numbers in their places.
    private static void BeginPlainResult(ref PacketWriter writer, uint sequence, uint unixSeconds)
    {
        Span<byte> head = stackalloc byte[PlainResult.Length];
        PlainResult.CopyTo(head);
        BinaryPrimitives.WriteUInt32BigEndian(head[SequenceOffset..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(head[PlainTimeOffset..], unixSeconds);
        writer.WriteRaw(head);
    }

    /// <summary>What follows a result's data.</summary>
    /// <param name="writer">Behind the data.</param>
    /// <param name="durationMilliseconds">How long the atom ran.</param>
    /// <param name="clampedTimeoutSeconds">The timeout that was put in place of a longer one; none when zero.</param>
    public static void EndResult(ref PacketWriter writer, long durationMilliseconds, double clampedTimeoutSeconds)
    {
        writer.WriteUtf8("duration_ms"u8);
        writer.WriteInt64(durationMilliseconds);
        if (clampedTimeoutSeconds > 0)
        {
            writer.WriteUtf8("timeout"u8);
            WriteSeconds(ref writer, clampedTimeoutSeconds);
        }
    }

    /// <summary>An atom for a peer to run, under an id that is its own among those of the peer.</summary>
    public static void Submit(
        ref PacketWriter writer, uint sequence, uint unixSeconds, string id, AtomContext atom, in HandedOn beside, scoped ReadOnlySpan<byte> payload, double timeoutSeconds)
    {
        BeginMessage(ref writer, MessageType.Submit, sequence, unixSeconds, extraKeys: (atom.CorrelationId is null ? 0 : 1) + (beside.TraceParent.Length == 0 ? 0 : 1));
        writer.WriteMapHeader(6 + (atom.IdempotencyKey is null ? 0 : 1) + (beside.Attempt > 0 ? 1 : 0));
        writer.WriteUtf8("id"u8);
        writer.WriteString(id);
        writer.WriteUtf8("g"u8);
        writer.WriteString(PeriodicTable.GroupCode(atom.Group));
        writer.WriteUtf8("e"u8);
        writer.WriteString(atom.Element);
        writer.WriteUtf8("d"u8);
        writer.WriteRaw(payload);
        writer.WriteUtf8("p"u8);
        writer.WriteInt32(atom.Priority);
        writer.WriteUtf8("t"u8);
        WriteSeconds(ref writer, timeoutSeconds);
        if (atom.IdempotencyKey is { } key)
        {
            writer.WriteUtf8("k"u8);
            writer.WriteString(key);
        }

        if (beside.Attempt > 0)
        {
            writer.WriteUtf8("n"u8);
            writer.WriteInt32(beside.Attempt);
        }

        if (atom.CorrelationId is { } correlation)
        {
            writer.WriteUtf8("cid"u8);
            writer.WriteString(correlation);
        }

        if (beside.TraceParent.Length > 0)
        {
            writer.WriteUtf8("tp"u8);
            writer.WriteUtf8(beside.TraceParent);
        }
    }

    /// <summary>An error.</summary>
    public static void Error(IBufferWriter<byte> output, uint sequence, uint unixSeconds, ushort destination, ReadOnlySpan<byte> atomId, in AtomError error)
    {
        var writer = new PacketWriter(output);
        BeginMessage(ref writer, MessageType.Error, sequence, unixSeconds, 0, destination);
        ErrorData(ref writer, atomId, error);
        writer.Flush();
    }

    /// <summary>The data of an error.</summary>
    public static void ErrorData(ref PacketWriter writer, scoped ReadOnlySpan<byte> atomId, in AtomError error)
    {
        writer.WriteMapHeader(error.RetryAfter is null ? 4 : 5);
        writer.WriteUtf8("atom_id"u8);
        if (atomId.IsEmpty)
        {
            writer.WriteNil();
        }
        else
        {
            writer.WriteUtf8(atomId);
        }

        writer.WriteUtf8("code"u8);
        WriteAnyText(ref writer, error.Code);
        writer.WriteUtf8("category"u8);
        writer.WriteUtf8(AtomError.NameOf(error.Category));
        writer.WriteUtf8("message"u8);
        WriteAnyText(ref writer, error.Message);
        if (error.RetryAfter is { } wait)
        {
            writer.WriteUtf8("retry_after"u8);
            WriteSeconds(ref writer, wait.TotalSeconds);
        }
    }

    // Handlers choose these, and may have cut them in the middle of a character: who waits is told all the same.
    private static void WriteAnyText(ref PacketWriter writer, string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            writer.WriteUtf8(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            writer.WriteString(text);
        }
    }

    /// <summary>Seconds as whoever wrote the document would: an integer where they are whole.</summary>
    public static void WriteSeconds(ref PacketWriter writer, double seconds)
    {
        if (double.IsInteger(seconds) && seconds < int.MaxValue)
        {
            writer.WriteInt64((long)seconds);
        }
        else
        {
            writer.WriteDouble(seconds);
        }
    }
}
