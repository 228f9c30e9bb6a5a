using System.Buffers.Text;

namespace PacketFlow.Bench;

/// <summary>The JSON protocol in text frames, one message each.</summary>
internal sealed class JsonWebSocketWire : WebSocketWire
{
    public override byte[] Proof => Frames.JsonProof;

    protected override string Protocol => "packetflow.v1.json";

    protected override byte Opcode => 1;

    public override void SetSequence(Span<byte> request, uint sequence)
    {
        Span<byte> digits = stackalloc byte[Frames.Digits];
        Utf8Formatter.TryFormat(sequence, digits, out _);
        Overwrite(request, Frames.DigitsAt, digits);
    }

    protected override byte[] Message(int slot, string element) => Frames.SubmitJson(Frames.Id("a", slot), element);

    protected override int Read(ReadOnlySpan<byte> frame, out uint sequence)
    {
        int key = frame.IndexOf("\"seq\":"u8);
        if (key < 0 || !Utf8Parser.TryParse(frame[(key + 6)..], out sequence, out _) || frame.IndexOf("\"status\":\"success\""u8) < 0)
        {
            // A heartbeat has no result, and no atom waits for it.
            sequence = frame.IndexOf("\"heartbeat\""u8) >= 0 ? NoSequence : throw PackedReply.Unexpected(frame);
        }

        return frame.Length;
    }
}
