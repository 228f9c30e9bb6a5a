namespace PacketFlow.MessagePack;

public class TruncationTests
{
    public static IEnumerable<byte[]> Frames =>
    [
        .. WireFrames.Messages.SelectMany(message => message.Encodings.Values),
        .. ConformanceSuite.Cases.SelectMany(each => each.Encodings),
    ];

    [Fact]
    public void Frame_cut_at_any_byte_is_refused()
    {
        foreach (byte[] frame in Frames)
        {
            for (int length = 0; length < frame.Length; length++)
            {
                byte[] cut = frame[..length];
                Should.Throw<PacketFormatException>(() => FlowValue.Parse(cut)).Code.ShouldBe(ErrorCodes.PayloadMismatch);
                Should.Throw<PacketFormatException>(() => Skip(cut));
                Should.Throw<PacketFormatException>(() => Sample.ReadFrame(cut));
            }
        }

        Frames.Count().ShouldBeGreaterThan(200);
    }

    private static void Skip(byte[] bytes)
    {
        PacketReader reader = new(bytes);
        reader.Skip();
    }
}
