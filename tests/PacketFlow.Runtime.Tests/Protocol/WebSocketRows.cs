using static PacketFlow.Protocol.WebSocketFrames;

namespace PacketFlow.Protocol;

/// <summary>What a client may send, and what comes of it.</summary>
internal static class WebSocketRows
{
    private const string Broken = "ProtocolFault";
    private const string NotText = "NotText";
    private const string TooLong = "TooLong";
    private const int Part = 0;
    private const int Text = 1;
    private const int Binary = 2;
    private const int Ping = 9;
    private const int Pong = 10;

    public static IReadOnlyDictionary<string, (byte[] Bytes, string Trace)> All { get; } = Make();

    private static Dictionary<string, (byte[] Bytes, string Trace)> Make()
    {
        var rows = new Dictionary<string, (byte[], string)>(StringComparer.Ordinal);
        Allowed(rows);
        Heads(rows);
        Order(rows);
        Lengths(rows);
        Letters(rows);
        Closes(rows);
        return rows;
    }

    private static void Allowed(Dictionary<string, (byte[], string)> rows)
    {
        rows["text"] = (Frame(Final | Text, "abc"u8), "text(abc)");
        rows["binary"] = (Frame(Final | Binary, [1, 2]), "binary(0102)");
        rows["empty text"] = (Frame(Final | Text, []), "text()");
        rows["empty binary"] = (Frame(Final | Binary, []), "binary()");
        rows["two frames"] = ([.. Frame(Final | Text, "a"u8), .. Frame(Final | Binary, [3])], "text(a) binary(03)");
        rows["three parts"] = ([.. Frame(Text, "a"u8), .. Frame(Part, "b"u8), .. Frame(Final | Part, "c"u8)], "control control text(abc)");
        rows["empty parts"] = ([.. Frame(Binary, []), .. Frame(Part, []), .. Frame(Final | Part, [])], "control control binary()");
        rows["ping"] = (Frame(Final | Ping, "hi"u8), "control");
        rows["empty ping"] = (Frame(Final | Ping, []), "control");
        rows["ping of 125"] = (Frame(Final | Ping, new byte[125]), "control");
        rows["pong nobody asked for"] = (Frame(Final | Pong, "hi"u8), "control");
        rows["ping between parts"] = ([.. Frame(Text, "a"u8), .. Frame(Final | Ping, "x"u8), .. Frame(Final | Part, "b"u8)], "control control text(ab)");
        rows["pong between parts"] = ([.. Frame(Binary, [1]), .. Frame(Final | Pong, []), .. Frame(Final | Part, [2])], "control control binary(0102)");
        rows["close between parts"] = ([.. Frame(Text, "a"u8), .. Close(1000)], "control closed");
        rows["letter over two parts"] = ([.. Frame(Text, [0xE2, 0x82]), .. Frame(Final | Part, [0xAC])], "control text(€)");
        rows["length 126"] = (Frame(Final | Binary, new byte[126]), "binary(126)");
        rows["length 65535"] = (Frame(Final | Binary, new byte[65535]), "binary(65535)");
        rows["length 65536"] = (Frame(Final | Binary, new byte[65536]), "binary(65536)");
        rows["as long as allowed"] = (Frame(Final | Binary, new byte[Limit]), "binary(70000)");
        rows["nothing after close is read"] = ([.. Close(1000), .. Frame(Final | Text, "a"u8)], "closed");
    }

    private static void Heads(Dictionary<string, (byte[], string)> rows)
    {
        foreach ((string name, int first) in new[] { ("text", Text), ("binary", Binary), ("ping", Ping), ("pong", Pong), ("close", 8) })
        {
            rows[$"unmasked {name}"] = (Frame(Final | first, [], masked: false), Broken);
            rows[$"unmasked {name} with content"] = (Frame(Final | first, [3, 232], masked: false), Broken);
        }

        foreach (int rsv in (int[])[0x10, 0x20, 0x40, 0x70])
        {
            rows[$"reserved bits {rsv:X} of text"] = (Frame(Final | rsv | Text, "a"u8), Broken);
            rows[$"reserved bits {rsv:X} of ping"] = (Frame(Final | rsv | Ping, []), Broken);
            rows[$"reserved bits {rsv:X} of a part"] = ([.. Frame(Text, "a"u8), .. Frame(Final | rsv | Part, [])], "control " + Broken);
        }

        foreach (int opcode in (int[])[3, 4, 5, 6, 7, 11, 12, 13, 14, 15])
        {
            rows[$"reserved opcode {opcode}"] = (Frame(Final | opcode, []), Broken);
        }

        foreach (int opcode in (int[])[8, Ping, Pong])
        {
            rows[$"control {opcode} in parts"] = (Frame(opcode, []), Broken);
            rows[$"control {opcode} of 126"] = (Frame(Final | opcode, new byte[126]), Broken);
            rows[$"control {opcode} of 65536"] = (Frame(Final | opcode, new byte[65536]), Broken);
            rows[$"control {opcode} in a longer head"] = (Frame(Final | opcode, "a"u8, lengthForm: 2), Broken);
        }
    }

    private static void Order(Dictionary<string, (byte[], string)> rows)
    {
        rows["part without a start"] = (Frame(Part, "a"u8), Broken);
        rows["last part without a start"] = (Frame(Final | Part, "a"u8), Broken);
        rows["part after the end"] = ([.. Frame(Final | Text, "a"u8), .. Frame(Final | Part, "b"u8)], "text(a) " + Broken);
        rows["text inside of a text"] = ([.. Frame(Text, "a"u8), .. Frame(Final | Text, "b"u8)], "control " + Broken);
        rows["binary inside of a text"] = ([.. Frame(Text, "a"u8), .. Frame(Final | Binary, "b"u8)], "control " + Broken);
        rows["start inside of a binary"] = ([.. Frame(Binary, "a"u8), .. Frame(Binary, "b"u8)], "control " + Broken);
        rows["part after parts ended"] = ([.. Frame(Text, "a"u8), .. Frame(Final | Part, []), .. Frame(Part, [])], "control text(a) " + Broken);
    }

    private static void Lengths(Dictionary<string, (byte[], string)> rows)
    {
        rows["length with the top bit"] = (Frame(Final | Binary, [], length: 1ul << 63), Broken);
        rows["length of all bits"] = (Frame(Final | Binary, [], length: ulong.MaxValue), Broken);
        rows["length 125 in 16 bits"] = (Frame(Final | Binary, new byte[125], lengthForm: 2), Broken);
        rows["length 0 in 16 bits"] = (Frame(Final | Binary, [], lengthForm: 2), Broken);
        rows["length 65535 in 64 bits"] = (Frame(Final | Binary, new byte[65535], lengthForm: 8), Broken);
        rows["length 1 in 64 bits"] = (Frame(Final | Binary, [1], lengthForm: 8), Broken);
        rows["longer than allowed"] = (Frame(Final | Binary, [], length: Limit + 1), TooLong);
        rows["4 GiB"] = (Frame(Final | Binary, [], length: 1ul << 32), TooLong);
        rows["the longest there is"] = (Frame(Final | Binary, [], length: long.MaxValue), TooLong);
        rows["part of the longest there is"] = ([.. Frame(Binary, [1]), .. Frame(Part, [], length: long.MaxValue)], "control " + TooLong);
        rows["parts longer than allowed"] = ([.. Frame(Binary, new byte[Limit]), .. Frame(Part, []), .. Frame(Final | Part, [1])], "control control " + TooLong);
        rows["part that announces too much"] = ([.. Frame(Binary, [1]), .. Frame(Part, [], length: Limit)], "control " + TooLong);
    }

    private static void Letters(Dictionary<string, (byte[], string)> rows)
    {
        foreach ((string name, byte[] bytes) in new (string, byte[])[]
        {
            ("byte FF", [0xFF]), ("byte FE", [0xFE]), ("continuation alone", [0x80]), ("overlong slash", [0xC0, 0xAF]), ("overlong of three", [0xE0, 0x80, 0xAF]),
            ("half of a surrogate pair", [0xED, 0xA0, 0x80]), ("beyond U+10FFFF", [0xF4, 0x90, 0x80, 0x80]), ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80]),
            ("letter cut off", [(byte)'a', 0xE2, 0x82]), ("letter broken", [0xE2, 0x28, 0xA1]),
        })
        {
            rows[$"text with {name}"] = (Frame(Final | Text, bytes), NotText);
            rows[$"binary with {name}"] = (Frame(Final | Binary, bytes), $"binary({Convert.ToHexString(bytes)})");
            rows[$"parts with {name}"] = ([.. Frame(Text, bytes.AsSpan(0, 1)), .. Frame(Final | Part, bytes.AsSpan(1))], "control " + NotText);
        }
    }

    private static void Closes(Dictionary<string, (byte[], string)> rows)
    {
        rows["close without code"] = (Frame(Final | 8, []), "closed");
        rows["close with half a code"] = (Frame(Final | 8, [3]), Broken);
        rows["close with a reason"] = (Close(1000, "bye"u8.ToArray()), "closed");
        rows["close with the longest reason"] = (Close(1000, new byte[123]), "closed");
        rows["close with a reason that is no text"] = (Close(1000, 0xFF), NotText);
        foreach (int code in (int[])[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1014, 3000, 3999, 4000, 4999])
        {
            rows[$"close code {code}"] = (Close(code), "closed");
        }

        foreach (int code in (int[])[0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535])
        {
            rows[$"close code {code}"] = (Close(code), Broken);
        }
    }
}
