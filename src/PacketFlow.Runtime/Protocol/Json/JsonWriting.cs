using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PacketFlow.MessagePack;

namespace PacketFlow.Protocol;

/// <summary>Writes what we send in JSON.</summary>
internal static class JsonWriting
{
    private const int MaxStackText = 256;

    /// <summary>A result: <c>{packet_id, status, data, duration_ms}</c>.</summary>
    /// <exception cref="PacketFormatException">JSON cannot carry the data.</exception>
    public static void Result(IBufferWriter<byte> output, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data, long durationMilliseconds, double clampedSeconds)
    {
        output.Write("{\"packet_id\":"u8);
        String(output, id);
        output.Write(",\"status\":\"success\",\"data\":"u8);
        PacketToJson.Write(data, output, PacketReader.MaxConfigurableDepth);
        output.Write(",\"duration_ms\":"u8);
        Number(output, durationMilliseconds);
        if (clampedSeconds > 0)
        {
            output.Write(",\"timeout_ms\":"u8);
            Number(output, (long)Math.Ceiling(clampedSeconds * 1000));
        }

        output.Write("}"u8);
    }

    /// <summary>A failed packet: <c>{packet_id, status, error, duration_ms}</c>.</summary>
    public static void Failure(IBufferWriter<byte> output, ReadOnlySpan<byte> id, in AtomError error, long durationMilliseconds)
    {
        output.Write("{\"packet_id\":"u8);
        String(output, id);
        output.Write(",\"status\":\"error\",\"error\":"u8);
        Error(output, error);
        output.Write(",\"duration_ms\":"u8);
        Number(output, durationMilliseconds);
        output.Write("}"u8);
    }

    /// <summary>An error: <c>{code, message, category, retry_after}</c>.</summary>
    public static void Error(IBufferWriter<byte> output, in AtomError error)
    {
        output.Write("{\"code\":"u8);
        String(output, error.Code);
        output.Write(",\"message\":"u8);
        String(output, InTermsOfPackets(error));
        output.Write(",\"category\":"u8);
        String(output, AtomError.NameOf(error.Category));
        if (error.RetryAfter is { } wait)
        {
            output.Write(",\"retry_after\":"u8);
            Seconds(output, wait.TotalSeconds);
        }

        output.Write("}"u8);
    }

    // What messages call d is data here, at each of several places too.
    private static string InTermsOfPackets(in AtomError error) =>
        error is { Code: ErrorCodes.PayloadMismatch or ErrorCodes.TooLarge, Message: ['d', '.' or ':' or '[', ..] }
            ? string.Concat("data", error.Message.Replace("; d.", "; data.", StringComparison.Ordinal).AsSpan(1))
            : error.Message;

    /// <summary>A packet for a peer to run, under an id that is its own among those of the peer.</summary>
    public static void Packet(IBufferWriter<byte> output, string id, AtomContext atom, in HandedOn beside, ReadOnlySpan<byte> payload, double timeoutSeconds)
    {
        output.Write("{\"version\":\"1.0\",\"id\":"u8);
        String(output, id);
        output.Write(",\"group\":"u8);
        String(output, PeriodicTable.GroupCode(atom.Group));
        output.Write(",\"element\":"u8);
        String(output, atom.Element);
        output.Write(",\"data\":"u8);
        PacketToJson.Write(payload, output, PacketReader.MaxConfigurableDepth);
        output.Write(",\"priority\":"u8);
        Number(output, atom.Priority);
        output.Write(",\"timeout_ms\":"u8);
        Number(output, (long)Math.Ceiling(timeoutSeconds * 1000));
        if (atom.CorrelationId is not null || atom.IdempotencyKey is not null || beside.TraceParent.Length > 0)
        {
            Metadata(output, atom, beside);
        }

        output.Write("}"u8);
    }

    private static void Metadata(IBufferWriter<byte> output, AtomContext atom, in HandedOn beside)
    {
        ReadOnlySpan<byte> next = ",\"metadata\":{"u8;
        if (atom.CorrelationId is { } correlation)
        {
            output.Write(next);
            output.Write("\"correlation_id\":"u8);
            String(output, correlation);
            next = ","u8;
        }

        if (atom.IdempotencyKey is { } key)
        {
            output.Write(next);
            output.Write("\"idempotency_key\":"u8);
            String(output, key);
            next = ","u8;
        }

        if (beside.TraceParent.Length > 0)
        {
            output.Write(next);
            output.Write("\"traceparent\":"u8);
            String(output, beside.TraceParent);
        }

        output.Write("}"u8);
    }

    /// <summary>The head of a frame; its payload must follow, and then a closing brace.</summary>
    public static void BeginFrame(IBufferWriter<byte> output, ReadOnlySpan<byte> type, uint sequence)
    {
        output.Write("{\"type\":\""u8);
        output.Write(type);
        output.Write("\",\"seq\":"u8);
        Number(output, sequence);
        output.Write(",\"payload\":"u8);
    }

    public static void EndFrame(IBufferWriter<byte> output) => output.Write("}"u8);

    public static void Number(IBufferWriter<byte> output, long number)
    {
        Utf8Formatter.TryFormat(number, output.GetSpan(20), out int written);
        output.Advance(written);
    }

    /// <summary>A string whose letters are UTF-8, or null where there is none.</summary>
    public static void String(IBufferWriter<byte> output, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("\""u8);
        if (JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(utf8) < 0)
        {
            output.Write(utf8);
        }
        else
        {
            output.Write(JsonEncodedText.Encode(Encoding.UTF8.GetString(utf8), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        }

        output.Write("\""u8);
    }

    /// <summary>A string.</summary>
    public static void String(IBufferWriter<byte> output, string text)
    {
        Span<byte> utf8 = text.Length <= MaxStackText ? stackalloc byte[3 * MaxStackText] : new byte[3 * text.Length];
        String(output, utf8[..Encoding.UTF8.GetBytes(text, utf8)]);
    }

    private static void Seconds(IBufferWriter<byte> output, double seconds)
    {
        Utf8Formatter.TryFormat(seconds, output.GetSpan(32), out int written);
        output.Advance(written);
    }
}
