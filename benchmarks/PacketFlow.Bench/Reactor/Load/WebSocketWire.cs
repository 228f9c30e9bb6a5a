using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PacketFlow.Bench;

/// <summary>A WebSocket by hand: one masked message per frame out, any number of messages per frame in.</summary>
internal abstract class WebSocketWire : Wire
{
    private const int MaskLength = 4;

    protected abstract string Protocol { get; }

    protected abstract byte Opcode { get; }

    public override void Open(Socket socket)
    {
        string upgrade = $"GET /packetflow/v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Protocol: {Protocol}\r\n\r\n";
        socket.Send(Encoding.ASCII.GetBytes(upgrade));
        var answer = new StringBuilder();
        byte[] one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            answer.Append(socket.Receive(one) == 1 ? (char)one[0] : throw new InvalidDataException($"The server closed the connection: {answer}"));
        }

        if (!answer.ToString().StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The server did not upgrade: {answer}");
        }
    }

    public override byte[] Request(int connection, int slot, string element)
    {
        byte[] message = Message(slot, element);
        int header = Header(message.Length);
        byte[] request = new byte[header + message.Length];
        request[0] = (byte)(0x80 | Opcode);
        if (message.Length < 126)
        {
            request[1] = (byte)(0x80 | message.Length);
        }
        else
        {
            request[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), (ushort)message.Length);
        }

        Span<byte> mask = request.AsSpan(header - MaskLength, MaskLength);
        RandomNumberGenerator.Fill(mask);
        for (int i = 0; i < message.Length; i++)
        {
            request[header + i] = (byte)(message[i] ^ mask[i & 3]);
        }

        return request;
    }

    public override bool TryRead(ReadOnlySpan<byte> from, ref int inFrame, out int consumed, out uint sequence)
    {
        int at = 0;
        sequence = 0;
        while (inFrame == 0)
        {
            consumed = at;
            if (from.Length < at + 2)
            {
                return false;
            }

            int opcode = from[at] & 0x0F, length = from[at + 1], header = length < 126 ? 2 : length == 126 ? 4 : 10;
            if (from.Length < at + header)
            {
                return false;
            }

            length = header switch
            {
                2 => length,
                4 => BinaryPrimitives.ReadUInt16BigEndian(from[(at + 2)..]),
                _ => checked((int)BinaryPrimitives.ReadUInt64BigEndian(from[(at + 2)..])),
            };
            if (from.Length < at + header + length)
            {
                return false;
            }

            at += header;
            if (opcode == 8)
            {
                throw new InvalidDataException($"The server closed the WebSocket: {Encoding.Latin1.GetString(from.Slice(at, length))}");
            }

            if (opcode == Opcode)
            {
                inFrame = length;
            }
            else
            {
                at += length;
            }
        }

        int message = Read(from.Slice(at, inFrame), out sequence);
        inFrame -= message;
        consumed = at + message;
        return true;
    }

    /// <summary>The message that a request carries.</summary>
    protected abstract byte[] Message(int slot, string element);

    /// <summary>Reads the first message of a frame's rest and returns its length.</summary>
    protected abstract int Read(ReadOnlySpan<byte> frame, out uint sequence);

    /// <summary>Overwrites bytes of a request's message.</summary>
    protected static void Overwrite(Span<byte> request, int at, ReadOnlySpan<byte> bytes)
    {
        int header = (request[1] & 0x7F) < 126 ? 2 + MaskLength : 4 + MaskLength;
        for (int i = 0; i < bytes.Length; i++)
        {
            request[header + at + i] = (byte)(bytes[i] ^ request[header - MaskLength + ((at + i) & 3)]);
        }
    }

    private static int Header(int length) => (length < 126 ? 2 : 4) + MaskLength;
}
