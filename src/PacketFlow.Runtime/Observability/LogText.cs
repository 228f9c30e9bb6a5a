using System.Globalization;
using System.Text;

namespace PacketFlow.Observability;

/// <summary>
/// Text that a peer chose, fit for a line of a log: what would start a new line or move a terminal's cursor is escaped, and it is cut where
/// it gets long. The work is done only when the line is written.
/// </summary>
internal readonly struct LogText(string? text)
{
    private const int MaxLength = 128;

    public override string ToString() => Clean(text);

    /// <summary>Text from bytes that may be no UTF-8.</summary>
    public static LogText Of(ReadOnlySpan<byte> utf8) =>
        new(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 4 * MaxLength)]));

    public static string Clean(string? text)
    {
        if (text is null || (text.Length <= MaxLength && text.All(IsPlain)))
        {
            return text ?? "";
        }

        var clean = new StringBuilder(MaxLength + 8);
        foreach (char one in text.AsSpan(0, Math.Min(text.Length, MaxLength)))
        {
            _ = IsPlain(one) ? clean.Append(one) : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)one:x4}");
        }

        return text.Length > MaxLength ? clean.Append("...").ToString() : clean.ToString();
    }

    // Format characters turn the reading direction, surrogates may stand alone.
    private static bool IsPlain(char one) => char.GetUnicodeCategory(one) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate);
}
