using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;

namespace PacketFlow.Observability;

/// <summary>W3C trace context, <c>00-{trace id}-{span id}-{flags}</c>, as bytes of the wire.</summary>
internal static class TraceParent
{
    /// <summary>The length of what we write.</summary>
    public const int Length = 55;

    /// <summary>What is longer is none: nobody keeps it.</summary>
    public const int Longest = 256;

    private const int TraceAt = 3;
    private const int SpanAt = 36;
    private const int FlagsAt = 53;

    private static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Reads a remote parent. A later version may carry more behind a dash; what is malformed is no parent.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ActivityContext parent)
    {
        parent = default;
        if (text.Length is < Length or > Longest || text[2] != '-' || text[35] != '-' || text[52] != '-'
            || !TryHex(text[..2], out byte version) || version == 0xff
            || (version == 0 ? text.Length != Length : text.Length > Length && text[Length] != '-')
            || !IsId(text.Slice(TraceAt, 32)) || !IsId(text.Slice(SpanAt, 16))
            || !TryHex(text.Slice(FlagsAt, 2), out byte flags))
        {
            return false;
        }

        parent = new ActivityContext(
            ActivityTraceId.CreateFromUtf8String(text.Slice(TraceAt, 32)),
            ActivitySpanId.CreateFromUtf8String(text.Slice(SpanAt, 16)),
            (ActivityTraceFlags)flags & ActivityTraceFlags.Recorded,
            isRemote: true);
        return true;
    }

    /// <summary>Writes a context into <see cref="Length"/> bytes.</summary>
    public static void Format(in ActivityContext context, Span<byte> text)
    {
        "00-"u8.CopyTo(text);
        Ascii(context.TraceId.ToHexString(), text[TraceAt..]);
        text[35] = (byte)'-';
        Ascii(context.SpanId.ToHexString(), text[SpanAt..]);
        text[52] = (byte)'-';
        Utf8Formatter.TryFormat((byte)context.TraceFlags, text[FlagsAt..], out _, new StandardFormat('x', 2));
    }

    private static void Ascii(string hex, Span<byte> text) => System.Text.Encoding.ASCII.GetBytes(hex, text);

    private static bool IsId(ReadOnlySpan<byte> hex) =>
        hex.IndexOfAnyExcept(Hex) < 0 && hex.IndexOfAnyExcept((byte)'0') >= 0;

    private static bool TryHex(ReadOnlySpan<byte> two, out byte value)
    {
        value = 0;
        return two.IndexOfAnyExcept(Hex) < 0 && Utf8Parser.TryParse(two, out value, out int read, 'x') && read == 2;
    }
}
