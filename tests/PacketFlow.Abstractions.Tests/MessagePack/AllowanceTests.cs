using System.Numerics;
using System.Runtime.CompilerServices;
using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>What a message makes us allocate for its collections, whatever their items: 64 KiB and 16 bytes for each of its own, then an error.</summary>
public class AllowanceTests
{
    private const byte Nil = 0xC0;
    private const int Count = 100_000;

    /// <summary>For each type of item the byte that stands for one, and the formatter.</summary>
    private static readonly Dictionary<string, Read> Items = new()
    {
        ["byte?"] = Nothing(ByteFormatter.Instance),
        ["int"] = Ones(Int32Formatter.Instance),
        ["int?"] = Nothing(Int32Formatter.Instance),
        ["long"] = Ones(Int64Formatter.Instance),
        ["long?"] = Nothing(Int64Formatter.Instance),
        ["Int128"] = Ones(Int128Formatter.Instance),
        ["Int128?"] = Nothing(Int128Formatter.Instance),
        ["decimal?"] = Nothing(DecimalFormatter.Instance),
        ["Guid?"] = Nothing(GuidFormatter.Instance),
        ["DateTimeOffset?"] = Nothing(DateTimeOffsetFormatter.Instance),
        ["BigInteger?"] = Nothing(BigIntegerFormatter.Instance),
        ["string?"] = new(Nil, Of(new OptionalFormatter<string>(StringFormatter.Instance))),
        ["FlowValue"] = new(Nil, Of(FlowValueFormatter.Instance)),
        ["wide struct"] = Ones(new WideItemFormatter()),
        ["wide struct?"] = Nothing(new WideItemFormatter()),
    };

    public static TheoryData<string, int> Cases
    {
        get
        {
            var all = new TheoryData<string, int>();
            foreach (string item in Items.Keys)
            {
                for (int shape = 0; shape < 5; shape++)
                {
                    all.Add(item, shape);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Items_of_one_byte_take_what_the_message_may_ask_for_or_are_refused(string item, int shape)
    {
        byte[] bytes = Array(Count, Items[item].Item);
        Action<byte[]> read = Items[item].Shapes[shape];
        Record.Exception(() => read(bytes))?.ShouldBeOfType<PacketFormatException>().Code.ShouldBe(ErrorCodes.TooLarge);

        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Record.Exception(() => read(bytes));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThanOrEqualTo((64 * 1024) + (16L * bytes.Length));
    }

    [Fact]
    public void Refused_array_is_named_with_its_size()
    {
        byte[] bytes = [0x81, 0xA1, (byte)'a', .. Array(Count, Nil)];
        DictionaryFormatter<string, decimal?[]> map = new(StringFormatter.Instance, new ArrayFormatter<decimal?>(new NullableFormatter<decimal>(DecimalFormatter.Instance)));

        PacketFormatException error = Should.Throw<PacketFormatException>(() => HostileVectors.Deserialize(bytes, map));

        error.Code.ShouldBe(ErrorCodes.TooLarge);
        error.Path.ShouldBe("a");
        error.Message.ShouldBe($"a: {Count} items that take {Count * Unsafe.SizeOf<decimal?>()} bytes of memory are more than a message of {bytes.Length} bytes may ask for; send fewer of them at once");
    }

    [Fact]
    public void Small_message_may_ask_for_64_KiB()
    {
        ArrayFormatter<WideItem?> items = new(new NullableFormatter<WideItem>(new WideItemFormatter()));
        HostileVectors.Deserialize(Array(1000, Nil), items).Length.ShouldBe(1000);
    }

    [Fact]
    public void Arrays_of_one_message_share_its_allowance()
    {
        ArrayFormatter<decimal?[]> items = new(new ArrayFormatter<decimal?>(new NullableFormatter<decimal>(DecimalFormatter.Instance)));
        byte[] half = Array(3_000, Nil);
        HostileVectors.Deserialize([0x91, .. half], items).Length.ShouldBe(1);
        HostileVectors.Deserialize([0x92, .. half, .. half], items).Length.ShouldBe(2);
        byte[] four = [0x94, .. half, .. half, .. half, .. half];
        Should.Throw<PacketFormatException>(() => HostileVectors.Deserialize(four, items)).Path.ShouldBe("[3]");
    }

    [Fact]
    public void Honest_collections_are_far_from_it()
    {
        NullableFormatter<decimal> decimals = new(DecimalFormatter.Instance);
        Copies(new ArrayFormatter<decimal?>(decimals), [.. Enumerable.Range(0, Count).Select(static i => (decimal?)(i / 100m))]);
        Copies(new ListFormatter<int>(Int32Formatter.Instance), [.. Enumerable.Range(0, Count)]);
        Copies(new DictionaryFormatter<int, decimal?>(Int32Formatter.Instance, decimals), Enumerable.Range(0, Count).ToDictionary(static i => i, static _ => (decimal?)null));
        Copies(new DictionaryFormatter<BigInteger, Guid>(BigIntegerFormatter.Instance, GuidFormatter.Instance), Enumerable.Range(0, Count).ToDictionary(static i => (BigInteger)i, static _ => Guid.Empty));
    }

    private static void Copies<TCollection>(Formatter<TCollection> formatter, TCollection collection)
        where TCollection : System.Collections.ICollection
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        PacketWriter writer = new(output);
        formatter.Write(ref writer, collection);
        writer.Flush();
        HostileVectors.Deserialize(output.WrittenSpan.ToArray(), formatter).Count.ShouldBe(collection.Count);
    }

    private static byte[] Array(int count, byte item) =>
        [0xDD, (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count, .. Enumerable.Repeat(item, count)];

    private static Read Ones<T>(Formatter<T> item) => new(1, Of(item));

    private static Read Nothing<T>(Formatter<T> item)
        where T : struct => new(Nil, Of(new NullableFormatter<T>(item)));

    private static Action<byte[]>[] Of<T>(Formatter<T> item) =>
    [
        bytes => HostileVectors.Deserialize(bytes, new ArrayFormatter<T>(item)),
        bytes => HostileVectors.Deserialize(bytes, new ListFormatter<T>(item)),
        bytes => HostileVectors.Deserialize(bytes, new ImmutableArrayFormatter<T>(item)),
        bytes => HostileVectors.Deserialize(bytes, new HashSetFormatter<T>(item)),
        bytes => HostileVectors.Deserialize(bytes, new QueueFormatter<T>(item)),
    ];

    private sealed record Read(byte Item, Action<byte[]>[] Shapes);
}
