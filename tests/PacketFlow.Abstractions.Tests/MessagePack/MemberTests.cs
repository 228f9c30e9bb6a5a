using System.Buffers;
using System.Text;

namespace PacketFlow.MessagePack;

/// <summary>A member that goes out in one piece is what its key and its value are one after the other.</summary>
public class MemberTests
{
    private static readonly long[] s_edges =
    [
        0, 1, 127, 128, 255, 256, 65_535, 65_536, int.MaxValue, uint.MaxValue, 1L << 32, long.MaxValue,
        -1, -32, -33, -128, -129, -32_768, -32_769, int.MinValue, int.MinValue - 1L, long.MinValue,
    ];

    private static readonly int[] s_rooms = [0, 1, 2, 5, 6, 9, 10, 32, 33, 34, 40];

    [Fact]
    public void Integers_are_written_as_alone()
    {
        foreach (long edge in s_edges)
        {
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, edge), (ref PacketWriter writer) => writer.WriteInt64(edge));
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (int)edge), (ref PacketWriter writer) => writer.WriteInt32((int)edge));
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (uint)edge), (ref PacketWriter writer) => writer.WriteUInt32((uint)edge));
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (ulong)edge), (ref PacketWriter writer) => writer.WriteUInt64((ulong)edge));
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (short)edge), (ref PacketWriter writer) => writer.WriteInt16((short)edge));
            Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (byte)edge), (ref PacketWriter writer) => writer.WriteByte((byte)edge));
        }
    }

    [Fact]
    public void Booleans_and_floats_are_written_as_alone()
    {
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, true), (ref PacketWriter writer) => writer.WriteBoolean(true));
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, false), (ref PacketWriter writer) => writer.WriteBoolean(false));
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, 1.1f), (ref PacketWriter writer) => writer.WriteSingle(1.1f));
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, 1.1), (ref PacketWriter writer) => writer.WriteDouble(1.1));
    }

    [Fact]
    public void No_string_is_nil()
    {
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, (string?)null), (ref PacketWriter writer) => writer.WriteNil());
    }

    [Fact]
    public void Strings_of_every_short_length_are_the_framework_s_bytes()
    {
        for (int length = 0; length <= 40; length++)
        {
            CompareText(string.Concat(Enumerable.Range(0, length).Select(static i => (char)('A' + i))));
        }
    }

    // U+0141 has the last byte of an A: who keeps the low half alone writes that. The last is two halves of a pair.
    [Theory]
    [InlineData("\u007F"), InlineData("\u0080"), InlineData("\u0141"), InlineData("\uFF41"), InlineData("\U0001F9EA")]
    public void A_character_beyond_ascii_is_seen_at_every_place(string character)
    {
        for (int length = 0; length <= 33; length++)
        {
            for (int at = 0; at <= length; at++)
            {
                CompareText(new string('x', length).Insert(at, character));
            }
        }
    }

    [Fact]
    public void Half_a_pair_is_refused_at_every_length()
    {
        for (int length = 0; length <= 33; length++)
        {
            string text = new string('x', length) + '\uD83E';
            Should.Throw<PacketFormatException>(() => Write((ref PacketWriter writer) => writer.WriteMember("k"u8, text)));
        }
    }

    private static void CompareText(string text)
    {
        Compare((ref PacketWriter writer) => writer.WriteMember("k"u8, text), (ref PacketWriter writer) => writer.WriteString(text));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Write((ref PacketWriter writer) => writer.WriteString(text))
            .ShouldBe(Write((ref PacketWriter writer) => writer.WriteUtf8(bytes)));
    }

    private static void Compare(Body member, Body value)
    {
        byte[] alone = Write((ref PacketWriter writer) =>
        {
            writer.WriteRaw("k"u8);
            value(ref writer);
        });
        Write(member).ShouldBe(alone);
    }

    // What comes before leaves from no room to more than a short string needs, so that members stand across its end too.
    private static byte[] Write(Body body)
    {
        byte[]? first = null;
        foreach (int room in s_rooms)
        {
            var output = new ArrayBufferWriter<byte>(512);
            PacketWriter writer = new(output);
            writer.WriteNil();
            int filler = output.FreeCapacity - 1 - room;
            writer.WriteRaw(new byte[filler]);
            body(ref writer);
            writer.Flush();
            byte[] written = output.WrittenSpan[(1 + filler)..].ToArray();
            first ??= written;
            written.ShouldBe(first);
        }

        return first!;
    }

    private delegate void Body(ref PacketWriter writer);
}
