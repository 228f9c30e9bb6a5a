using System.Diagnostics;

namespace PacketFlow.MessagePack;

public class HostileInputTests
{
    public static TheoryData<string> Names => [.. HostileVectors.All.Keys];

    [Fact]
    public void Vectors_are_at_least_eighty() => HostileVectors.All.Count.ShouldBeGreaterThanOrEqualTo(80);

    [Theory, MemberData(nameof(Names))]
    public void Vector_gives_a_typed_error(string name)
    {
        HostileVectors.Vector vector = HostileVectors.All[name];
        PacketFormatException error = Should.Throw<PacketFormatException>(() => vector.Read(vector.Bytes));
        error.Code.ShouldBe(vector.Code);
        error.Category.ShouldBe(ErrorCategory.Fatal);
        error.Offset.ShouldBeInRange(0, vector.Bytes.Length);
    }

    [Theory, MemberData(nameof(Names))]
    public void Vector_allocates_little(string name)
    {
        HostileVectors.Vector vector = HostileVectors.All[name];
        Swallow(vector);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Swallow(vector);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBeLessThanOrEqualTo(64 * 1024 + 16L * vector.Bytes.Length);
    }

    [Fact]
    public void Arrays_in_arrays_that_each_declare_all_that_is_left_share_one_allowance()
    {
        // Sixty levels, each of which says that it has as many items as there are bytes.
        byte[] bytes = [.. Enumerable.Repeat<byte[]>([0xDD, 0x00, 0x00, 0x80, 0x00], 60).SelectMany(static head => head), .. new byte[0x1_0000]];
        Should.Throw<PacketFormatException>(() => HostileVectors.Deserialize(bytes, new Nest()));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Should.Throw<PacketFormatException>(() => HostileVectors.Deserialize(bytes, new Nest()));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((64 * 1024) + (16L * bytes.Length));
    }

    [Fact]
    public void Nesting_of_64_is_read()
    {
        byte[] arrays = [.. Enumerable.Repeat((byte)0x91, 64), 0xC0];
        FlowValue.Parse(arrays).Kind.ShouldBe(PacketKind.Array);
        PacketReader reader = new(arrays);
        reader.Skip();
        reader.Remaining.ShouldBe(0);
    }

    [Fact]
    public void Keys_chosen_to_collide_cost_no_more_than_random_ones()
    {
        const int Count = 65_536;
        Random random = new(20260101);
        // All equal in the hash that Int64 has of itself: the halves cancel out.
        byte[] colliding = Map(Count, i => ((long)i << 32) | (uint)i);
        byte[] ordinary = Map(Count, _ => random.NextInt64());
        CompilerServices.DictionaryFormatter<long, int> typed = new(CompilerServices.Int64Formatter.Instance, CompilerServices.Int32Formatter.Instance);

        Ratio(() => HostileVectors.Deserialize(colliding, typed), () => HostileVectors.Deserialize(ordinary, typed)).ShouldBeLessThan(3);
        Ratio(() => FlowValue.Parse(colliding), () => FlowValue.Parse(ordinary)).ShouldBeLessThan(3);
    }

    private static double Ratio(Action hostile, Action friendly)
    {
        hostile();
        friendly();
        return Enumerable.Range(0, 5).Min(_ => Time(hostile)) / Enumerable.Range(0, 5).Min(_ => Time(friendly));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static byte[] Map(int count, Func<int, long> key)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        PacketWriter writer = new(output);
        writer.WriteMapHeader(count);
        for (int i = 0; i < count; i++)
        {
            writer.WriteInt64(key(i));
            writer.WriteInt32(0);
        }

        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Swallow(HostileVectors.Vector vector)
    {
        try
        {
            vector.Read(vector.Bytes);
        }
        catch (PacketFormatException)
        {
            // That it is thrown is another test's business; here only its cost counts.
        }
    }

    private sealed class Nest : Formatter<object[]>
    {
        private readonly CompilerServices.ArrayFormatter<object> _items;

        public Nest() => _items = new CompilerServices.ArrayFormatter<object>(new Item(this));

        public override void Write(ref PacketWriter writer, object[] value) => throw new NotSupportedException();

        public override object[] Read(ref PacketReader reader) => _items.Read(ref reader);

        private sealed class Item(Nest nest) : Formatter<object>
        {
            public override void Write(ref PacketWriter writer, object value) => throw new NotSupportedException();

            public override object Read(ref PacketReader reader) => nest.Read(ref reader);
        }
    }
}
