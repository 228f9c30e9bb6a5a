using System.Buffers.Binary;

namespace PacketFlow.Bench;

/// <summary>MessagePack in binary frames.</summary>
internal sealed class PackedWebSocketWire : WebSocketWire
{
    private static readonly int Longest = Frames.Result("a0000").Length * 3 / 2;

    public override byte[] Proof => Frames.PackedProof;

    protected override string Protocol => "packetflow.v1.msgpack";

    protected override byte Opcode => 2;

    public override void SetSequence(Span<byte> request, uint sequence)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, sequence);
        Overwrite(request, Frames.SequenceAt, bytes);
    }

    protected override byte[] Message(int slot, string element) => Frames.Submit(Frames.Id("a", slot), element);

    protected override int Read(ReadOnlySpan<byte> frame, out uint sequence)
    {
        sequence = PackedReply.Sequence(frame);
        if (frame.Length <= Longest)
        {
            return frame.Length;
        }

        // Only a frame of several messages has to be looked through for where the first one ends.
        var reader = new PacketReader(frame);
        reader.Skip();
        return reader.Position;
    }
}
