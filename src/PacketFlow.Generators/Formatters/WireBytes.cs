using System.Globalization;
using System.Text;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>Strings as the MessagePack that they are, computed once: when the code is generated.</summary>
internal static class WireBytes
{
    /// <summary>The most members whose count fits the head of a map.</summary>
    public const int MaxFixMap = 15;

    private const int MaxFixStr = 31;

    /// <summary>A string's bytes, head included, as items of a collection expression.</summary>
    public static IEnumerable<string> String(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        string[] head = text.Length <= MaxFixStr ? [Hex(0xA0 | text.Length)]
            : text.Length <= byte.MaxValue ? ["0xD9", Hex(text.Length)]
            : ["0xDA", Hex(text.Length >> 8), Hex(text.Length & 0xFF)];
        return head.Concat(text.Select(Item));
    }

    /// <summary>The head of a small map.</summary>
    public static string MapHeader(int count) => Hex(0x80 | count);

    /// <summary>A name as a literal to compare with. Half a surrogate pair has no bytes; it is replaced as on the wire.</summary>
    public static string Literal(string value) => Literals.Of(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value))) + "u8";

    /// <summary>The length in bytes.</summary>
    public static string Length(string value) => Literals.Of(Encoding.UTF8.GetByteCount(value));

    private static string Item(byte value) =>
        value is > (byte)' ' and < 0x7F and not ((byte)'\'' or (byte)'\\') ? $"(byte)'{(char)value}'" : Hex(value);

    private static string Hex(int value) => "0x" + value.ToString("X2", CultureInfo.InvariantCulture);
}
