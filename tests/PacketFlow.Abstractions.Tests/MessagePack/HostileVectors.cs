using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>Bytes that no friend sends, each with the reader that meets them and the code of the error that it must give.</summary>
internal static class HostileVectors
{
    public sealed record Vector(string Name, byte[] Bytes, Action<byte[]> Read, string Code);

    private static readonly Action<byte[]> Untyped = bytes => FlowValue.Parse(bytes);
    private static readonly Action<byte[]> Frame = bytes => Sample.ReadFrame(bytes);
    private static readonly Action<byte[]> Json = bytes => PacketCodec.ToJson(bytes);
    private static readonly Action<byte[]> Skip = bytes =>
    {
        PacketReader reader = new(bytes);
        reader.Skip();
    };

    public static readonly IReadOnlyDictionary<string, Vector> All = Make().ToDictionary(each => each.Name, StringComparer.Ordinal);

    private static IEnumerable<Vector> Make() => [.. Nesting(), .. Lengths(), .. Codes(), .. Text(), .. Keys(), .. Numbers(), .. Times(), .. Shapes()];

    private static IEnumerable<Vector> Nesting()
    {
        foreach (int depth in (int[])[65, 500, 10_000, 1_000_000])
        {
            byte[] arrays = [.. Enumerable.Repeat((byte)0x91, depth), 0xC0];
            byte[] maps = [.. Enumerable.Repeat<byte[]>([0x81, 0xA0], depth).SelectMany(each => each), 0xC0];
            byte[] keys = [.. Enumerable.Repeat((byte)0x81, depth), .. Enumerable.Repeat((byte)0xC0, depth + 1)];
            yield return new($"{depth} arrays", arrays, Untyped, ErrorCodes.TooLarge);
            yield return new($"{depth} maps", maps, Untyped, ErrorCodes.TooLarge);
            yield return new($"{depth} maps as keys, skipped", keys, Skip, ErrorCodes.TooLarge);
            yield return new($"{depth} arrays, skipped", arrays, Skip, ErrorCodes.TooLarge);
            yield return new($"{depth} maps, skipped", maps, Skip, ErrorCodes.TooLarge);
            yield return new($"{depth} arrays in an unknown member", [0x81, 0xA1, (byte)'z', .. arrays], Frame, ErrorCodes.TooLarge);
            yield return new($"{depth} maps in an unknown member", [0x81, 0xA1, (byte)'z', .. maps], Frame, ErrorCodes.TooLarge);
            yield return new($"{depth} of itself", Nested(depth), bytes => Deserialize(bytes, SampleFormatter.Instance), ErrorCodes.TooLarge);
        }

        yield return new("65 empty arrays", [.. Enumerable.Repeat((byte)0x91, 64), 0x90], Skip, ErrorCodes.TooLarge);
        yield return new("65 empty maps", [.. Enumerable.Repeat((byte)0x91, 64), 0x80], Untyped, ErrorCodes.TooLarge);
    }

    private static IEnumerable<Vector> Lengths()
    {
        foreach ((string name, byte code) in ((string, byte)[])[("array32", 0xDD), ("map32", 0xDF), ("bin32", 0xC6), ("str32", 0xDB), ("ext32", 0xC9)])
        {
            yield return new($"{name} of 2^31 - 1", [code, 0x7F, 0xFF, 0xFF, 0xFF, 0x01], Untyped, ErrorCodes.PayloadMismatch);
            yield return new($"{name} of 2^32 - 1", [code, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], Untyped, ErrorCodes.PayloadMismatch);
            yield return new($"{name} of 2^32 - 1, skipped", [code, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], Skip, ErrorCodes.PayloadMismatch);
            yield return new($"{name} without its length", [code, 0x00, 0x00], Untyped, ErrorCodes.PayloadMismatch);
        }

        yield return new("map32 whose double overflows", [0xDF, 0x80, 0x00, 0x00, 0x00], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("map32 whose double is 0 in 32 bits, typed", [0xDF, 0x80, 0x00, 0x00, 0x00], Frame, ErrorCodes.PayloadMismatch);
        yield return new("array16 one too many", [0xDC, 0x00, 0x02, 0xC0], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("map16 with half a pair", [0xDE, 0x00, 0x01, 0xA0], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("fixstr one too long", [0xA2, 0x61], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("bin8 one too long", [0xC4, 0x02, 0x61], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("strings declared by the million", [0xDD, 0x00, 0x0F, 0x42, 0x40, 0xA1], bytes => Deserialize(bytes, new ListFormatter<string>(StringFormatter.Instance)), ErrorCodes.PayloadMismatch);
        byte[] wide = [0xDD, 0x00, 0x01, 0x00, 0x00, .. new byte[0x1_0000]];
        yield return new("structs of 56 bytes declared in one byte each", wide, bytes => Deserialize(bytes, new ArrayFormatter<WideItem>(new WideItemFormatter())), ErrorCodes.TooLarge);
        yield return new("entries declared in two bytes each", [0xDF, 0x00, 0x00, 0x80, 0x00, .. new byte[0x1_0000]], bytes => Deserialize(bytes, new DictionaryFormatter<decimal, WideItem>(DecimalFormatter.Instance, new WideItemFormatter())), ErrorCodes.TooLarge);
    }

    private static IEnumerable<Vector> Codes()
    {
        yield return new("nothing", [], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("nothing, skipped", [], Skip, ErrorCodes.PayloadMismatch);
        yield return new("0xC1", [0xC1], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("0xC1 in an array", [0x92, 0x01, 0xC1], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("0xC1 as a key", [0x81, 0xC1, 0x01], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("0xC1 in an unknown member", [0x81, 0xA1, 0x7A, 0xC1], Frame, ErrorCodes.PayloadMismatch);
        yield return new("a byte after the value", [0xC0, 0xC0], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("a byte after a typed value", [0x01, 0x01], bytes => PacketCodec.Deserialize<int>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("an extension for JSON", [0xD4, 0x05, 0x00], Json, ErrorCodes.PayloadMismatch);
    }

    private static IEnumerable<Vector> Text()
    {
        (string Name, byte[] Bytes)[] broken =
        [
            ("a lone continuation byte", [0x80]), ("a cut sequence", [0xE2, 0x82]), ("an overlong slash", [0xC0, 0xAF]),
            ("an overlong NUL", [0xC0, 0x80]), ("a high surrogate", [0xED, 0xA0, 0x80]), ("a low surrogate", [0xED, 0xB0, 0x80]),
            ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), ("0xFF", [0xFF]),
        ];
        foreach ((string name, byte[] bytes) in broken)
        {
            byte[] text = [(byte)(0xA0 | bytes.Length), .. bytes];
            yield return new($"{name} in an untyped string", text, Untyped, ErrorCodes.PayloadMismatch);
            yield return new($"{name} in a typed string", Sample.Frame([0x91, .. text]), Frame, ErrorCodes.PayloadMismatch);
            yield return new($"{name} in a key", [0x81, .. text, 0x01], Untyped, ErrorCodes.PayloadMismatch);
        }

        yield return new("base64 with a hole", [0xA4, .. "AA*A"u8], bytes => PacketCodec.Deserialize<byte[]>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("base64 without its end", [0xA3, .. "AAA"u8], bytes => PacketCodec.Deserialize<byte[]>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("two characters for one", [0xA2, .. "ab"u8], bytes => PacketCodec.Deserialize<char>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("no guid", [0xA1, .. "x"u8], bytes => PacketCodec.Deserialize<Guid>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("no version", [0xA1, .. "x"u8], bytes => PacketCodec.Deserialize<Version>(bytes), ErrorCodes.PayloadMismatch);
    }

    private static IEnumerable<Vector> Keys()
    {
        Action<byte[]> typed = bytes => Deserialize(bytes, new DictionaryFormatter<string, int>(StringFormatter.Instance, Int32Formatter.Instance));
        byte[] twice = [0x82, 0xA1, 0x61, 0x01, 0xA1, 0x61, 0x02];
        yield return new("a key twice", twice, Untyped, ErrorCodes.PayloadMismatch);
        yield return new("a key twice in a dictionary", twice, typed, ErrorCodes.PayloadMismatch);
        yield return new("a known member twice", [0x82, .. Sample.Text("input"), 0x90, .. Sample.Text("input"), 0x90], bytes => Deserialize(bytes, SampleFormatter.Instance), ErrorCodes.PayloadMismatch);
        yield return new("a key twice, in two widths", [0x82, 0xA1, 0x61, 0x01, 0xD9, 0x01, 0x61, 0x02], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("an integer key twice, in two widths", [0x82, 0x01, 0x01, 0xD3, 0, 0, 0, 0, 0, 0, 0, 1, 0x02], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("a key twice among a hundred", [0xDE, 0x00, 0x65, .. Enumerable.Range(0, 101).SelectMany(i => (byte[])[0xCD, 0x01, (byte)(i % 100), 0xC0])], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("a key twice, for JSON", twice, Json, ErrorCodes.PayloadMismatch);
        yield return new("1 and \"1\", for JSON", [0x82, 0x01, 0xC0, 0xA1, 0x31, 0xC0], Json, ErrorCodes.PayloadMismatch);
        yield return new("nil as a key", [0x81, 0xC0, 0x01], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("an array as a key", [0x81, 0x90, 0x01], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("an integer key for strings", [0x81, 0x01, 0x01], typed, ErrorCodes.PayloadMismatch);
    }

    private static IEnumerable<Vector> Numbers()
    {
        yield return new("2^63 for int64", [0xCF, 0x80, 0, 0, 0, 0, 0, 0, 0], bytes => PacketCodec.Deserialize<long>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("-1 for uint64", [0xFF], bytes => PacketCodec.Deserialize<ulong>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("256 for uint8", [0xCD, 0x01, 0x00], bytes => PacketCodec.Deserialize<byte>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("128 for int8", [0xCC, 0x80], bytes => PacketCodec.Deserialize<sbyte>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("65536 for uint16", [0xCE, 0, 1, 0, 0], bytes => PacketCodec.Deserialize<ushort>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("0.5 for int32", [0xCA, 0x3F, 0, 0, 0], bytes => PacketCodec.Deserialize<int>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("NaN for int32", [0xCA, 0x7F, 0xC0, 0, 0], bytes => PacketCodec.Deserialize<int>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("infinity for int64", [0xCB, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0], bytes => PacketCodec.Deserialize<long>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("-infinity for an integer of any size", [0xCB, 0xFF, 0xF0, 0, 0, 0, 0, 0, 0], bytes => PacketCodec.Deserialize<System.Numerics.BigInteger>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("NaN for decimal", [0xCA, 0x7F, 0xC0, 0, 0], bytes => PacketCodec.Deserialize<decimal>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("1e300 for float32", [0xCB, 0x7E, 0x37, 0xE4, 0x3C, 0x88, 0, 0x75, 0x9C], bytes => PacketCodec.Deserialize<float>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("digits with a letter", [0xA2, .. "1x"u8], bytes => PacketCodec.Deserialize<int>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("digits beyond int128", [0xD9, 0x30, .. Enumerable.Repeat((byte)'9', 0x30)], bytes => PacketCodec.Deserialize<Int128>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("a million digits", [0xDB, 0x00, 0x0F, 0x42, 0x40, .. Enumerable.Repeat((byte)'9', 1_000_000)], bytes => PacketCodec.Deserialize<System.Numerics.BigInteger>(bytes), ErrorCodes.TooLarge);
        yield return new("NaN for JSON", [0xCA, 0x7F, 0xC0, 0, 0], Json, ErrorCodes.PayloadMismatch);
        yield return new("infinity for JSON", [0xCB, 0x7F, 0xF0, 0, 0, 0, 0, 0, 0], Json, ErrorCodes.PayloadMismatch);
    }

    private static IEnumerable<Vector> Times()
    {
        foreach (int length in (int[])[0, 1, 2, 3, 5, 7, 9, 11, 13, 16])
        {
            yield return new($"timestamp of {length} bytes", [0xC7, (byte)length, 0xFF, .. new byte[length]], Untyped, ErrorCodes.PayloadMismatch);
        }

        yield return new("timestamp 64 with 2^30 - 1 nanoseconds", [0xD7, 0xFF, 0xFF, 0xFF, 0xFF, 0xFC, 0, 0, 0, 0], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("timestamp 96 with 10^9 nanoseconds", [0xC7, 12, 0xFF, 0x3B, 0x9A, 0xCA, 0x00, 0, 0, 0, 0, 0, 0, 0, 0], Untyped, ErrorCodes.PayloadMismatch);
        yield return new("year 10000", [0xC7, 12, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0x3A, 0xFF, 0xF4, 0x41, 0x80], bytes => PacketCodec.Deserialize<DateTime>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("seconds of 2^63 - 1", [0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], bytes => PacketCodec.Deserialize<DateTime>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("seconds of -2^63 for JSON", [0xC7, 12, 0xFF, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0], Json, ErrorCodes.PayloadMismatch);
        yield return new("February 30", [0xAA, .. "2024-02-30"u8], bytes => PacketCodec.Deserialize<DateTime>(bytes), ErrorCodes.PayloadMismatch);
        yield return new("a date in American order", [0xAA, .. "02/03/2024"u8], bytes => PacketCodec.Deserialize<DateTimeOffset>(bytes), ErrorCodes.PayloadMismatch);
    }

    private static IEnumerable<Vector> Shapes()
    {
        byte[][] values = [[0xC0], [0xC2], [0x01], [0xCA, 0, 0, 0, 0], [0xC4, 0], [0xD6, 0xFF, 0, 0, 0, 0], [0xD4, 0x05, 0], [0x80]];
        foreach (byte[] value in values)
        {
            string kind = FlowValue.Parse(value).Kind.ToString();
            yield return new($"{kind} for a string", Sample.Frame([0x91, .. value]), Frame, ErrorCodes.PayloadMismatch);
            yield return new($"{kind} for an array", Sample.Frame(value), Frame, ErrorCodes.PayloadMismatch);
        }

        yield return new("three items for two", [0x93, 0x01, 0x02, 0x03], bytes => Deserialize(bytes, new KeyValuePairFormatter<int, int>(Int32Formatter.Instance, Int32Formatter.Instance)), ErrorCodes.PayloadMismatch);
        yield return new("no required member", [0x80], bytes => Deserialize(bytes, SampleFormatter.Instance), ErrorCodes.PayloadMismatch);
    }

    public static T Deserialize<T>(byte[] bytes, Formatter<T> formatter)
    {
        PacketReader reader = new(bytes);
        return formatter.Read(ref reader);
    }

    private static byte[] Nested(int depth) =>
        [.. Enumerable.Repeat<byte[]>([0x82, .. Sample.Text("input"), 0x90, .. Sample.Text("next")], depth).SelectMany(each => each), 0xC0];
}
