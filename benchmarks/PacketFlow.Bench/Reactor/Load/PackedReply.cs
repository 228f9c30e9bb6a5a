using System.Buffers.Binary;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>Looks at a MessagePack reply as closely as a count of successes must, and no closer.</summary>
internal static class PackedReply
{
    // v = 1, t = 2 (a result), and s as five bytes.
    private static ReadOnlySpan<byte> Expected => [0xA1, (byte)'v', 1, 0xA1, (byte)'t', 2, 0xA1, (byte)'s', 0xCE];

    public static uint Sequence(ReadOnlySpan<byte> message) =>
        message.Length > Frames.SequenceAt + 4 && message[1..].StartsWith(Expected)
            ? BinaryPrimitives.ReadUInt32BigEndian(message[Frames.SequenceAt..])
            : throw Unexpected(message);

    public static InvalidDataException Unexpected(ReadOnlySpan<byte> message) =>
        new($"The server answered with something else than a result: {Readable(message[..Math.Min(message.Length, 300)])}");

    private static string Readable(ReadOnlySpan<byte> message)
    {
        char[] text = Encoding.Latin1.GetString(message).ToCharArray();
        return new string(Array.ConvertAll(text, static one => char.IsBetween(one, ' ', '~') ? one : '.'));
    }
}
