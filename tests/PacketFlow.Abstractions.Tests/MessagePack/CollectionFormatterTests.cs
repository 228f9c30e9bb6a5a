using System.Collections.Immutable;
using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

public class CollectionFormatterTests
{
    private static readonly Int32Formatter Number = Int32Formatter.Instance;
    private static readonly StringFormatter Text = StringFormatter.Instance;

    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(65535), InlineData(65536)]
    public void Sequences_keep_items_and_order(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        Same(Copy(new ArrayFormatter<int>(Number), items), items);
        Same(Copy(new ListFormatter<int>(Number), [.. items]), items);
        Same(Copy(new EnumerableFormatter<int>(Number), Lazily(items)), items);
        Same(Copy(new ReadOnlyListInterfaceFormatter<int>(Number), items), items);
        Same(Copy(new ReadOnlyCollectionInterfaceFormatter<int>(Number), items), items);
        Same(Copy(new ListInterfaceFormatter<int>(Number), items), items);
        Same(Copy(new CollectionInterfaceFormatter<int>(Number), items), items);
        Same(Copy(new QueueFormatter<int>(Number), new Queue<int>(items)), items);
        Same(Copy(new StackFormatter<int>(Number), new Stack<int>(items)), items.Reverse());
        Same(Copy(new LinkedListFormatter<int>(Number), new LinkedList<int>(items)), items);
        Same(Copy(new ImmutableArrayFormatter<int>(Number), [.. items]), items);
        Same(Copy(new ImmutableListFormatter<int>(Number), [.. items]), items);
        Same(Copy(new HashSetFormatter<int>(Number), [.. items]).Order(), items);
        Same(Copy(new SetInterfaceFormatter<int>(Number), new HashSet<int>(items)).Order(), items);
        Same(Copy(new ReadOnlySetInterfaceFormatter<int>(Number), new HashSet<int>(items)).Order(), items);
        Same(Copy(new SortedSetFormatter<int>(Number), [.. items]), items);
        Same(Copy(new ImmutableHashSetFormatter<int>(Number), [.. items]).Order(), items);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(65536)]
    public void Dictionaries_keep_entries(int count)
    {
        Dictionary<string, int> entries = Enumerable.Range(0, count).ToDictionary(i => $"k{i}", i => i, StringComparer.Ordinal);
        Same(Copy(new DictionaryFormatter<string, int>(Text, Number), entries).OrderBy(entry => entry.Value), entries);
        Same(Copy(new DictionaryInterfaceFormatter<string, int>(Text, Number), entries).OrderBy(entry => entry.Value), entries);
        Same(Copy(new ReadOnlyDictionaryInterfaceFormatter<string, int>(Text, Number), entries).OrderBy(entry => entry.Value), entries);
        Same(Copy(new SortedDictionaryFormatter<string, int>(Text, Number), new(entries)).OrderBy(entry => entry.Value), entries);
        Same(Copy(new ImmutableDictionaryFormatter<string, int>(Text, Number), entries.ToImmutableDictionary()).OrderBy(entry => entry.Value), entries);
    }

    [Fact]
    public void Dictionary_keys_may_be_numbers_guids_and_enums()
    {
        Guid id = new("00112233-4455-6677-8899-aabbccddeeff");
        Copy(new DictionaryFormatter<long, int>(Int64Formatter.Instance, Number), new() { [-1] = 1 })[-1].ShouldBe(1);
        Copy(new DictionaryFormatter<Guid, int>(GuidFormatter.Instance, Number), new() { [id] = 1 })[id].ShouldBe(1);
        EnumFormatter<DayOfWeek> days = new(isFlags: false, ("monday", DayOfWeek.Monday));
        Copy(new DictionaryFormatter<DayOfWeek, int>(days, Number), new() { [DayOfWeek.Monday] = 1 })[DayOfWeek.Monday].ShouldBe(1);
    }

    [Fact]
    public void Dictionary_with_integer_keys_is_read_from_json()
    {
        byte[] json = PacketCodec.FromJson("{\"-7\": 1}");
        HostileVectors.Deserialize(json, new DictionaryFormatter<long, int>(Int64Formatter.Instance, Number))[-7].ShouldBe(1);
    }

    [Fact]
    public void Immutable_array_that_nobody_set_is_written_as_an_empty_one()
    {
        Json(new ImmutableArrayFormatter<int>(Number), default).ShouldBe("[]");
        Json(new EnumerableFormatter<int>(Number), default(ImmutableArray<int>)).ShouldBe("[]");
        Json(new ReadOnlyListInterfaceFormatter<int>(Number), default(ImmutableArray<int>)).ShouldBe("[]");
        Json(new ListInterfaceFormatter<int>(Number), default(ImmutableArray<int>)).ShouldBe("[]");
        Copy(new ImmutableArrayFormatter<int>(Number), default).IsDefault.ShouldBeFalse();
    }

    [Fact]
    public void Sets_find_equal_items_whose_bits_differ()
    {
        HashSet<double> numbers = Copy(new HashSetFormatter<double>(DoubleFormatter.Instance), [0.0, double.NaN]);
        numbers.ShouldContain(-0.0);
        numbers.ShouldContain(BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001));
        Copy(new HashSetFormatter<decimal>(DecimalFormatter.Instance), [1.0m]).ShouldContain(1.000m);
        HashSet<DateTime> times = Copy(new HashSetFormatter<DateTime>(DateTimeFormatter.Instance), [DateTime.UnixEpoch]);
        times.ShouldContain(new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));
    }

    [Fact]
    public void Pairs_are_arrays()
    {
        Json(new KeyValuePairFormatter<string, int>(Text, Number), new("a", 1)).ShouldBe("[\"a\",1]");
        Copy(new KeyValuePairFormatter<string, int>(Text, Number), new("a", 1)).ShouldBe(new("a", 1));
    }

    [Fact]
    public void Null_is_nil_where_it_may_be()
    {
        Copy(new NullableFormatter<int>(Number), null).ShouldBeNull();
        Copy(new NullableFormatter<int>(Number), 5).ShouldBe(5);
        Copy(new OptionalFormatter<string>(Text), null).ShouldBeNull();
        Copy(new OptionalFormatter<string>(Text), "a").ShouldBe("a");
        Copy(new ArrayFormatter<string?>(new OptionalFormatter<string>(Text)), ["a", null]).ShouldBe(["a", null]);
        Json(new ArrayFormatter<int>(Number), null!).ShouldBe("null");
        Json(new DictionaryFormatter<string, int>(Text, Number), null!).ShouldBe("null");
        Should.Throw<PacketFormatException>(() => Copy(new ListFormatter<int>(Number), null!)).Message.ShouldBe("expected array, got nil");
    }

    [Fact]
    public void Graph_with_a_cycle_is_an_error_and_not_the_end_of_the_stack()
    {
        NodeFormatter formatter = new();
        List<object> self = [];
        self.Add(self);
        PacketFormatException error = Should.Throw<PacketFormatException>(() => Json(formatter, self));
        error.Code.ShouldBe(ErrorCodes.TooLarge);
        error.Message.ShouldContain("refer to itself");
    }

    /// <summary>Shouldly compares large collections item by item with all the others.</summary>
    private static void Same<T>(IEnumerable<T> actual, IEnumerable<T> expected) => actual.SequenceEqual(expected).ShouldBeTrue();

    private static IEnumerable<int> Lazily(int[] items)
    {
        foreach (int item in items)
        {
            yield return item;
        }
    }

    private static T Copy<T>(Formatter<T> formatter, T value) => HostileVectors.Deserialize(Bytes(formatter, value), formatter);

    private static string Json<T>(Formatter<T> formatter, T value) => PacketCodec.ToJson(Bytes(formatter, value));

    private static byte[] Bytes<T>(Formatter<T> formatter, T value)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        PacketWriter writer = new(output);
        formatter.Write(ref writer, value);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private sealed class NodeFormatter : Formatter<List<object>>
    {
        public override void Write(ref PacketWriter writer, List<object> value)
        {
            writer.Enter();
            writer.WriteArrayHeader(value.Count);
            foreach (object each in value)
            {
                Write(ref writer, (List<object>)each);
            }

            writer.Leave();
        }

        public override List<object> Read(ref PacketReader reader) => throw new NotSupportedException();
    }
}
