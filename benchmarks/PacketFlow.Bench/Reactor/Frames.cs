using System.Buffers;
using System.Globalization;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>The messages that go over the wire: a df:transform atom's submit, and the reply that the raw echo has ready for it.</summary>
internal static class Frames
{
    /// <summary>Where the sequence's four bytes are in a MessagePack message whose keys stand in the protocol's order.</summary>
    public const int SequenceAt = 10;

    /// <summary>Where the sequence's ten digits are in a JSON message.</summary>
    public const int DigitsAt = 23;

    public const int Digits = 10;

    /// <summary>So large that a sequence always takes five bytes, and ten digits.</summary>
    public const uint FirstSequence = 1u << 30;

    /// <summary>How many atoms one HTTP request carries.</summary>
    public const int Batch = 100;

    private const int Time = 1_721_980_800;

    /// <summary>What every reply's result holds, in both formats.</summary>
    public static byte[] PackedProof { get; } = Pack(static (ref PacketWriter writer) => Output(ref writer));

    public static byte[] JsonProof { get; } = """{"output":["ABC","DE","F"]}"""u8.ToArray();

    public static byte[] Submit(string id, string element) => Pack((ref PacketWriter writer) =>
    {
        Header(ref writer, 1);
        Atom(ref writer, id, element);
    });

    public static byte[] Result(string id) => Pack((ref PacketWriter writer) =>
    {
        Header(ref writer, 2);
        ResultBody(ref writer, id);
    });

    public static byte[] Atoms(string prefix) => Pack((ref PacketWriter writer) =>
    {
        writer.WriteArrayHeader(Batch);
        for (int i = 0; i < Batch; i++)
        {
            Atom(ref writer, Id(prefix, i), "transform");
        }
    });

    public static byte[] Results() => Pack(static (ref PacketWriter writer) =>
    {
        writer.WriteArrayHeader(Batch);
        for (int i = 0; i < Batch; i++)
        {
            ResultBody(ref writer, Id("a", i));
        }
    });

    public static byte[] SubmitJson(string id, string element) =>
        Encoding.UTF8.GetBytes($$"""{"type":"submit","seq":{{Sequence}},"payload":{{Packet(id, element)}}}""");

    public static byte[] ResultJson(string id) =>
        Encoding.UTF8.GetBytes($$"""{"type":"result","seq":{{Sequence}},"payload":{{PacketResult(id)}}}""");

    public static byte[] AtomsJson(string prefix) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Batch).Select(i => Packet(Id(prefix, i), "transform")))}]");

    public static byte[] ResultsJson() =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, Batch).Select(static i => PacketResult(Id("a", i))))}]");

    public static string Id(string prefix, int number) => prefix + number.ToString("D4", CultureInfo.InvariantCulture);

    private static string Sequence => FirstSequence.ToString(CultureInfo.InvariantCulture);

    private static string Packet(string id, string element) =>
        $$"""{"version":"1.0","id":"{{id}}","group":"df","element":"{{element}}","data":{"input":["abc","de","f"],"op":"uppercase"},"priority":5}""";

    private static string PacketResult(string id) =>
        $$"""{"packet_id":"{{id}}","status":"success","data":{"output":["ABC","DE","F"]},"duration_ms":0.012}""";

    private static void Header(ref PacketWriter writer, int type)
    {
        writer.WriteMapHeader(7);
        writer.WriteUtf8("v"u8);
        writer.WriteInt32(1);
        writer.WriteUtf8("t"u8);
        writer.WriteInt32(type);
        writer.WriteUtf8("s"u8);
        writer.WriteFixedUInt32(FirstSequence);
        writer.WriteUtf8("ts"u8);
        writer.WriteInt32(Time);
        writer.WriteUtf8("src"u8);
        writer.WriteInt32(0);
        writer.WriteUtf8("dst"u8);
        writer.WriteInt32(0);
        writer.WriteUtf8("d"u8);
    }

    private static void Atom(ref PacketWriter writer, string id, string element)
    {
        writer.WriteMapHeader(4);
        writer.WriteUtf8("id"u8);
        writer.WriteString(id);
        writer.WriteUtf8("g"u8);
        writer.WriteUtf8("df"u8);
        writer.WriteUtf8("e"u8);
        writer.WriteString(element);
        writer.WriteUtf8("d"u8);
        writer.WriteMapHeader(2);
        writer.WriteUtf8("input"u8);
        writer.WriteArrayHeader(3);
        writer.WriteUtf8("abc"u8);
        writer.WriteUtf8("de"u8);
        writer.WriteUtf8("f"u8);
        writer.WriteUtf8("op"u8);
        writer.WriteUtf8("uppercase"u8);
    }

    private static void ResultBody(ref PacketWriter writer, string id)
    {
        writer.WriteMapHeader(3);
        writer.WriteUtf8("atom_id"u8);
        writer.WriteString(id);
        writer.WriteUtf8("data"u8);
        Output(ref writer);
        writer.WriteUtf8("duration_ms"u8);
        writer.WriteDouble(0.012);
    }

    private static void Output(ref PacketWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.WriteUtf8("output"u8);
        writer.WriteArrayHeader(3);
        writer.WriteUtf8("ABC"u8);
        writer.WriteUtf8("DE"u8);
        writer.WriteUtf8("F"u8);
    }

    private static byte[] Pack(WriteTo write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        var writer = new PacketWriter(buffer);
        write(ref writer);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private delegate void WriteTo(ref PacketWriter writer);
}
