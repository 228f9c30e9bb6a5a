using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>What a payload is judged to take once decoded is not less than what it takes.</summary>
public class DecodedSizeTests
{
    private const int Items = 100_000;

    /// <summary>What is around the items.</summary>
    private const int Around = 1000;

    [Theory]
    [InlineData(0xC0)]
    [InlineData(0x00)]
    [InlineData(0x80)]
    [InlineData(0x90)]
    [InlineData(0xA0)]
    public void Array_of_the_shortest_values(int item)
    {
        byte[] bytes = [0xDD, 0, (byte)(Items >> 16), unchecked((byte)(Items >> 8)), unchecked((byte)Items), .. Enumerable.Repeat((byte)item, Items)];
        Formatter<FlowValue> any = FlowValueFormatter.Instance;
        Read(bytes, any);
        Read(bytes, new ArrayFormatter<FlowValue>(any));
        switch (item)
        {
            case 0x00:
                Read(bytes, new ArrayFormatter<int>(Int32Formatter.Instance));
                Read(bytes, new ListFormatter<decimal>(DecimalFormatter.Instance));
                break;
            case 0x80:
                Read(bytes, new ArrayFormatter<Dictionary<string, FlowValue>>(new DictionaryFormatter<string, FlowValue>(StringFormatter.Instance, any)));
                break;
            case 0x90:
                Read(bytes, new ArrayFormatter<HashSet<int>>(new HashSetFormatter<int>(Int32Formatter.Instance)));
                Read(bytes, new ListFormatter<List<int>>(new ListFormatter<int>(Int32Formatter.Instance)));
                break;
            case 0xA0:
                Read(bytes, new ArrayFormatter<string>(StringFormatter.Instance));
                break;
        }
    }

    [Fact]
    public void Texts_and_bytes()
    {
        Read(PacketCodec.Serialize(new string('x', Items)), StringFormatter.Instance);
        Read(PacketCodec.Serialize(new byte[Items]), BinaryFormatter.Instance);
        Read([0xDC, 0xFF, 0xFF, .. Enumerable.Repeat<byte[]>([0xA1, (byte)'x'], 0xFFFF).SelectMany(static text => text)], new ArrayFormatter<string>(StringFormatter.Instance));
    }

    [Fact]
    public void Judgement_is_of_every_value_at_any_depth() =>
        DecodedSize.Of(PacketCodec.FromJson("""{"a":[1,2.5,null,true,"xyz"],"b":{}}""")).ShouldBe((3 * 96) + (4 * 16) + (2 * (32 + 2)) + 32 + 6);

    private static void Read<T>(byte[] bytes, Formatter<T> formatter)
    {
        PacketCodec.Deserialize(bytes, formatter);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PacketCodec.Deserialize(bytes, formatter);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeInRange(0, DecodedSize.Of(bytes) + Around, typeof(T).ToString());
    }
}
