using System.Buffers;

namespace PacketFlow.MessagePack;

public class WriterTests
{
    [Fact]
    public void Sequence_number_always_takes_five_bytes()
    {
        Write(static (ref PacketWriter writer) => writer.WriteFixedUInt32(1)).ShouldBe([0xCE, 0, 0, 0, 1]);
    }

    [Fact]
    public void Writer_asks_for_memory_again_when_a_segment_is_full()
    {
        byte[] bytes = Write(static (ref PacketWriter writer) =>
        {
            writer.WriteArrayHeader(1_001);
            for (int i = 0; i < 1_000; i++)
            {
                writer.WriteInt32(i);
            }

            writer.WriteString(new string('x', 100_000));
            writer.BytesWritten.ShouldBe(3 + 128 + 2 * 128 + 3 * 744 + 5 + 100_000);
        });
        FlowValue value = FlowValue.Parse(bytes);
        value.Items.Take(1_000).Select(item => item.AsInt32()).ShouldBe(Enumerable.Range(0, 1_000));
        value[1_000].AsString().Length.ShouldBe(100_000);
    }

    [Fact]
    public void Writing_goes_on_after_a_flush()
    {
        Write(static (ref PacketWriter writer) =>
        {
            writer.WriteInt32(1);
            writer.Flush();
            writer.WriteInt32(2);
        }).ShouldBe([0x01, 0x02]);
    }

    [Fact]
    public void Serializing_allocates_the_result_alone()
    {
        PacketCodec.Serialize("warm");
        long before = GC.GetAllocatedBytesForCurrentThread();
        byte[] bytes = PacketCodec.Serialize("warm");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(32);
        bytes.Length.ShouldBe(5);
    }

    [Fact]
    public void Negative_counts_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Write(static (ref PacketWriter writer) => writer.WriteArrayHeader(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => Write(static (ref PacketWriter writer) => writer.WriteMapHeader(-1)));
    }

    private delegate void Body(ref PacketWriter writer);

    private static byte[] Write(Body body)
    {
        ArrayBufferWriter<byte> output = new(16);
        PacketWriter writer = new(output);
        body(ref writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
