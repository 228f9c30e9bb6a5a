using System.Globalization;
using System.Text;

namespace PacketFlow.MessagePack;

/// <summary>
/// Reads <c>2024-05-06T07:08:09.123456789+02:00</c>: a date, then optionally a time, a fraction and a zone. No zone means UTC.
/// The framework's own parsers take other notations as well, and stop at seven digits of a fraction.
/// </summary>
internal static class Iso8601
{
    private const int MaxLength = 40;
    private const int TickDigits = 7;
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset value)
    {
        value = default;
        if (utf8.Length > MaxLength || !Ascii.IsValid(utf8))
        {
            return false;
        }

        Span<char> text = stackalloc char[utf8.Length];
        Ascii.ToUtf16(utf8, text, out _);
        return DateTimeOffset.TryParseExact(
            CutFraction(text), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }

    /// <summary>Drops the digits of a fraction that are finer than a tick.</summary>
    private static ReadOnlySpan<char> CutFraction(Span<char> text)
    {
        int first = text.IndexOf('.') + 1 + TickDigits;
        if (first <= TickDigits || first >= text.Length)
        {
            return text;
        }

        int extra = text[first..].IndexOfAnyExceptInRange('0', '9');
        if (extra < 0)
        {
            return text[..first];
        }

        text[(first + extra)..].CopyTo(text[first..]);
        return text[..^extra];
    }
}
