using System.Globalization;
using System.Text;
using PacketFlow.Text;

namespace PacketFlow.Generators.Formatters;

/// <summary>Names on the wire as C#: their UTF-8 to compare with, their MessagePack to write, computed once, when the code is generated.</summary>
internal static class WireText
{
    /// <summary>The most members whose count fits the first byte of a map.</summary>
    public const int MaxFixMap = 15;

    private const int MaxFixStr = 31;

    /// <summary>The string with its head as a collection expression, behind the head of a map if it is that map's first key.</summary>
    public static string Raw(string name, int? mapCount = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        string[] head = text.Length <= MaxFixStr ? [Hex(0xA0 | text.Length)]
            : text.Length <= byte.MaxValue ? ["0xD9", Hex(text.Length)]
            : ["0xDA", Hex(text.Length >> 8), Hex(text.Length & 0xFF)];
        IEnumerable<string> items = head.Concat(text.Select(Item));
        return $"[{string.Join(", ", mapCount is { } count ? items.Prepend(Hex(0x80 | count)) : items)}]";
    }

    /// <summary>The literal. Half a surrogate pair has no UTF-8; it is replaced as an encoder would.</summary>
    public static string Utf8(string name) => Literals.Of(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name))) + "u8";

    /// <summary>The pattern of a switch on a key's length, which tells most keys apart before their bytes are compared.</summary>
    public static string Case(string key, string name) =>
        $"case {Encoding.UTF8.GetByteCount(name).ToString(CultureInfo.InvariantCulture)} "
        + $"when global::System.MemoryExtensions.SequenceEqual({key}, {Utf8(name)}):";

    private static string Item(byte value) =>
        value is > (byte)' ' and < 0x7F and not ((byte)'\'' or (byte)'\\') ? $"(byte)'{(char)value}'" : Hex(value);

    private static string Hex(int value) => "0x" + value.ToString("X2", CultureInfo.InvariantCulture);
}
