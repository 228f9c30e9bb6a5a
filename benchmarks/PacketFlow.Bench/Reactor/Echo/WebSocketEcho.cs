using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>A WebSocket by hand: the upgrade, then a reply in a frame for each masked frame.</summary>
internal sealed class WebSocketEcho : Echo
{
    private const int Mask = 4;

    private static readonly byte[] Packed = Frame(2, Frames.Result("a0000"));
    private static readonly byte[] Json = Frame(1, Frames.ResultJson("a0000"));

    private bool _upgraded;

    public override int Answer(Span<byte> from, Span<byte> to, out int written)
    {
        if (!_upgraded)
        {
            return Upgrade(from, to, out written);
        }

        int at = 0;
        written = 0;
        while (from.Length - at >= 2)
        {
            int length = from[at + 1] & 0x7F, header = Mask + (length < 126 ? 2 : 4);
            if (from.Length - at < header)
            {
                break;
            }

            length = length < 126 ? length : BinaryPrimitives.ReadUInt16BigEndian(from[(at + 2)..]);
            if (from.Length - at - header < length)
            {
                break;
            }

            (byte[] frame, int sequenceAt, int sequenceLength) = (from[at] & 0x0F) == 2
                ? (Packed, Frames.SequenceAt, 4) : (Json, Frames.DigitsAt, Frames.Digits);
            Span<byte> reply = to.Slice(written, frame.Length);
            frame.CopyTo(reply);
            Unmask(from.Slice(at, header + length), header, sequenceAt, reply[(HeaderOf(frame) + sequenceAt)..][..sequenceLength]);
            written += reply.Length;
            at += header + length;
        }

        return at;
    }

    private static void Unmask(Span<byte> frame, int header, int at, Span<byte> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(frame[header + at + i] ^ frame[header - Mask + ((at + i) & 3)]);
        }
    }

    private int Upgrade(Span<byte> from, Span<byte> to, out int written)
    {
        written = 0;
        string request = Encoding.ASCII.GetString(from);
        int end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return 0;
        }

        // What RFC 6455 has a server append and hash to show that it speaks the protocol.
#pragma warning disable CA5350 // The RFC says SHA-1; it guards nothing.
        byte[] accept = SHA1.HashData(Encoding.ASCII.GetBytes(Header(request, "Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        written = Encoding.ASCII.GetBytes(
            $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Convert.ToBase64String(accept)}\r\n"
            + $"Sec-WebSocket-Protocol: {Header(request, "Sec-WebSocket-Protocol")}\r\n\r\n",
            to);
        _upgraded = true;
        return end + 4;
    }

    private static string Header(string request, string name) =>
        request.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    private static byte[] Frame(byte opcode, byte[] message) => message.Length < 126
        ? [(byte)(0x80 | opcode), (byte)message.Length, .. message]
        : [(byte)(0x80 | opcode), 126, (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static int HeaderOf(byte[] frame) => frame[1] < 126 ? 2 : 4;
}
