using System.Buffers.Binary;
using PacketFlow.Reactor;

namespace PacketFlow.Transport;

/// <summary>TCP: four bytes of length, big-endian, before each message.</summary>
internal sealed class LengthFraming(int maxMessage) : Framing
{
    private const int Head = sizeof(uint);

    public override FrameKind Next(Span<byte> received, Scratch replies, out int consumed, out Range content, out byte[]? gathered)
    {
        consumed = 0;
        content = default;
        gathered = null;
        if (received.Length < Head)
        {
            return FrameKind.Incomplete;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(received);
        if (length > maxMessage)
        {
            Fault = CloseReason.TooLong;
            return FrameKind.Fault;
        }

        if (received.Length < Head + length)
        {
            return FrameKind.Incomplete;
        }

        consumed = Head + (int)length;
        content = Head..consumed;
        return FrameKind.Messages;
    }

    public override int WholeFrames(ReadOnlySpan<byte> received, int wanted)
    {
        int at = 0;
        while (at < wanted && received.Length - at >= Head)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(received[at..]);
            if (length > maxMessage || received.Length - at - Head < length)
            {
                break;
            }

            at += Head + (int)length;
        }

        return at;
    }

    public override void Begin(Scratch replies, bool isText)
    {
        replies.GetSpan(Head);
        replies.Advance(Head);
    }

    public override void End(Scratch replies, int start, bool isText) =>
        BinaryPrimitives.WriteUInt32BigEndian(replies.Bytes.AsSpan(start), (uint)(replies.Length - start - Head));

    public override void Farewell(Scratch replies, CloseReason reason)
    {
    }
}
