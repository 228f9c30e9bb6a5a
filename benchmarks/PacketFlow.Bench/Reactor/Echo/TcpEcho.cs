using System.Buffers.Binary;

namespace PacketFlow.Bench;

/// <summary>A length of four bytes, then the message.</summary>
internal sealed class TcpEcho : Echo
{
    private const int Prefix = 4;

    private readonly byte[] _reply;

    public TcpEcho()
    {
        byte[] message = Frames.Result("a0000");
        _reply = new byte[Prefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(_reply, message.Length);
        message.CopyTo(_reply, Prefix);
    }

    public override int Answer(Span<byte> from, Span<byte> to, out int written)
    {
        int at = 0;
        written = 0;
        while (from.Length - at >= Prefix)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(from[at..]);
            if (from.Length - at - Prefix < length)
            {
                break;
            }

            Span<byte> reply = to.Slice(written, _reply.Length);
            _reply.CopyTo(reply);
            from.Slice(at + Prefix + Frames.SequenceAt, 4).CopyTo(reply[(Prefix + Frames.SequenceAt)..]);
            written += reply.Length;
            at += Prefix + length;
        }

        return at;
    }
}
