using System.Buffers.Binary;

namespace PacketFlow.Bench;

/// <summary>A length of four bytes, then the message.</summary>
internal sealed class TcpWire : Wire
{
    private const int Prefix = 4;

    public override byte[] Proof => Frames.PackedProof;

    public override byte[] Request(int connection, int slot, string element)
    {
        byte[] message = Frames.Submit(Frames.Id("a", slot), element);
        byte[] request = new byte[Prefix + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(request, message.Length);
        message.CopyTo(request, Prefix);
        return request;
    }

    public override void SetSequence(Span<byte> request, uint sequence) =>
        BinaryPrimitives.WriteUInt32BigEndian(request[(Prefix + Frames.SequenceAt)..], sequence);

    public override bool TryRead(ReadOnlySpan<byte> from, ref int inFrame, out int consumed, out uint sequence)
    {
        consumed = 0;
        sequence = 0;
        if (from.Length < Prefix)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(from);
        if (from.Length < Prefix + length)
        {
            return false;
        }

        sequence = PackedReply.Sequence(from.Slice(Prefix, length));
        consumed = Prefix + length;
        return true;
    }
}
