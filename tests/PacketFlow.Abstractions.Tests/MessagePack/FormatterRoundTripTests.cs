using System.Globalization;
using System.Numerics;

namespace PacketFlow.MessagePack;

public class FormatterRoundTripTests
{
    [Fact]
    public void Integers_survive_at_every_edge_of_every_width()
    {
        long[] edges = [0, 1, 31, 32, 33, 127, 128, 129, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MaxValue + 1L, uint.MaxValue, uint.MaxValue + 1L, long.MaxValue];
        foreach (long edge in (long[])[.. edges, .. edges.Select(each => -each), .. edges.Select(each => -each - 1)])
        {
            RoundTrip(edge);
            RoundTrip((Int128)edge);
            RoundTrip((BigInteger)edge);
            RoundTrip((decimal)edge);
            RoundTrip((int)edge);
            RoundTrip((short)edge);
            RoundTrip((sbyte)edge);
            RoundTrip((ulong)edge);
            RoundTrip((uint)edge);
            RoundTrip((ushort)edge);
            RoundTrip((byte)edge);
        }

        RoundTrip(Int128.MinValue, Int128.MaxValue);
        RoundTrip(UInt128.MinValue, UInt128.MaxValue);
        RoundTrip(BigInteger.Pow(7, 1_000), -BigInteger.Pow(10, 500));
    }

    [Fact]
    public void Floats_survive()
    {
        RoundTrip(0.0, -0.0, 0.1, double.MinValue, double.MaxValue, double.Epsilon, double.NaN, double.PositiveInfinity);
        RoundTrip(0f, 0.1f, float.MinValue, float.MaxValue, float.Epsilon, float.NaN, float.NegativeInfinity);
        RoundTrip(Half.MinValue, Half.MaxValue, Half.Epsilon, Half.NaN);
        RoundTrip(decimal.MinValue, decimal.MaxValue, 1.10m, 0.0000000000000000000000000001m);
        PacketCodec.Deserialize<decimal>(PacketCodec.Serialize(1.10m)).ToString(CultureInfo.InvariantCulture).ShouldBe("1.10");
    }

    [Fact]
    public void Texts_survive_at_every_edge_of_length()
    {
        foreach (int length in (int[])[0, 1, 11, 12, 13, 31, 32, 33, 255, 256, 65535, 65536])
        {
            RoundTrip(new string('a', length));
            RoundTrip(new string('é', length));
            RoundTrip(new string('汉', length));
            RoundTrip(string.Concat(Enumerable.Repeat("🍺", length)));
            RoundTrip(Enumerable.Range(0, length).Select(i => (byte)i).ToArray());
        }

        RoundTrip("nul\0 and \u007f and \ufeff");
        RoundTrip('a', '\0', '汉', '\uffff');
        RoundTrip(new Uri("https://example.com/ä?q=%20"), new Uri("relative/path", UriKind.Relative));
        RoundTrip(new Version(1, 2), new Version(1, 2, 3, int.MaxValue));
        RoundTrip(Guid.Empty, new Guid("00112233-4455-6677-8899-aabbccddeeff"));
        PacketCodec.Deserialize<ReadOnlyMemory<byte>>(PacketCodec.Serialize<ReadOnlyMemory<byte>>(new byte[] { 1 })).ToArray().ShouldBe([1]);
        PacketCodec.Deserialize<Memory<byte>>(PacketCodec.Serialize<Memory<byte>>(new byte[] { 1 })).ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Times_survive()
    {
        DateTime first = new(DateTime.MinValue.Ticks, DateTimeKind.Utc);
        DateTime last = new(DateTime.MaxValue.Ticks, DateTimeKind.Utc);
        RoundTrip(first, last, DateTime.UnixEpoch, DateTime.UnixEpoch.AddTicks(-1), DateTime.UnixEpoch.AddTicks(1), DateTime.UnixEpoch.AddSeconds(1L << 34));
        PacketCodec.Deserialize<DateTime>(PacketCodec.Serialize(first)).Kind.ShouldBe(DateTimeKind.Utc);
        RoundTrip(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(-9.5)));
        RoundTrip(TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromTicks(-1));
        RoundTrip(DateOnly.MinValue, DateOnly.MaxValue);
        RoundTrip(TimeOnly.MinValue, TimeOnly.MaxValue, new TimeOnly(1, 2, 3));
        RoundTrip(true, false);
        RoundTrip(Nothing.Value);
    }

    [Fact]
    public void Local_time_is_sent_in_utc_and_unspecified_time_as_utc()
    {
        DateTime unspecified = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Unspecified);
        PacketCodec.Deserialize<DateTime>(PacketCodec.Serialize(unspecified)).Ticks.ShouldBe(unspecified.Ticks);
        DateTime local = DateTime.SpecifyKind(unspecified, DateTimeKind.Local);
        PacketCodec.Deserialize<DateTime>(PacketCodec.Serialize(local)).ShouldBe(local.ToUniversalTime());
    }

    [Fact]
    public void Encodings_are_those_of_the_specification()
    {
        Text(1.50m).ShouldBe("1.50");
        Text(Guid.Empty).ShouldBe("00000000-0000-0000-0000-000000000000");
        Text(new TimeSpan(1, 2, 3, 4, 500)).ShouldBe("1.02:03:04.5000000");
        Text(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.FromHours(2))).ShouldBe("2024-05-06T07:08:09.0000000+02:00");
        Text(Int128.MinValue).ShouldBe("-170141183460469231731687303715884105728");
        Text(BigInteger.MinusOne).ShouldBe("-1");
        Text(new Uri("a b", UriKind.Relative)).ShouldBe("a b");
        FlowValue.From(DateTime.UnixEpoch).Kind.ShouldBe(PacketKind.Timestamp);
        FlowValue.From(Nothing.Value).IsNil.ShouldBeTrue();
        PacketCodec.Deserialize<Nothing>(PacketCodec.FromJson("{\"a\":1}")).ShouldBe(Nothing.Value);
    }

    [Fact]
    public void Values_are_read_from_their_json_forms()
    {
        FromJson<long>("\"9007199254740993\"").ShouldBe(9007199254740993);
        FromJson<ulong>("\"18446744073709551615\"").ShouldBe(ulong.MaxValue);
        FromJson<int>("1.0").ShouldBe(1);
        FromJson<int>("-0").ShouldBe(0);
        FromJson<byte>("\"255\"").ShouldBe((byte)255);
        FromJson<double>("1").ShouldBe(1);
        FromJson<decimal>("0.5").ShouldBe(0.5m);
        FromJson<decimal>("12").ShouldBe(12m);
        FromJson<decimal>("\"0.10\"").ShouldBe(0.10m);
        FromJson<BigInteger>("1e20").ShouldBe(BigInteger.Pow(10, 20));
        FromJson<UInt128>("7").ShouldBe((UInt128)7);
        FromJson<byte[]>("\"AAE=\"").ShouldBe([0, 1]);
        FromJson<DateTime>("\"2024-05-06T07:08:09.123456789Z\"").ShouldBe(new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc).AddTicks(1234567));
        FromJson<DateTime>("\"2024-05-06T07:08:09+02:00\"").ShouldBe(new DateTime(2024, 5, 6, 5, 8, 9, DateTimeKind.Utc));
        FromJson<DateTime>("\"2024-05-06\"").ShouldBe(new DateTime(2024, 5, 6, 0, 0, 0, DateTimeKind.Utc));
        FromJson<DateTimeOffset>("\"2024-05-06T07:08:09.5\"").ShouldBe(new DateTimeOffset(2024, 5, 6, 7, 8, 9, 500, TimeSpan.Zero));
        FromJson<TimeOnly>("\"07:08\"").ShouldBe(new TimeOnly(7, 8));
    }

    [Fact]
    public void Values_do_not_depend_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "\u2212";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.DateTimeFormat.TimeSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = odd;
            Text(-1.5m).ShouldBe("-1.5");
            Text((Int128)(-1)).ShouldBe("-1");
            Text(BigInteger.MinusOne).ShouldBe("-1");
            Times_survive();
            Floats_survive();
            FlowValue.Parse(PacketCodec.FromJson("[-1.5]")).ToString().ShouldBe("[-1.5]");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_not_written()
    {
        Should.Throw<PacketFormatException>(() => PacketCodec.Serialize("\ud800")).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => PacketCodec.Serialize('\udc00')).Code.ShouldBe("PF003");
    }

    private static void RoundTrip<T>(params T[] values)
    {
        foreach (T value in values)
        {
            PacketCodec.Deserialize<T>(PacketCodec.Serialize(value)).ShouldBe(value);
        }
    }

    private static void RoundTrip(byte[] value) => PacketCodec.Deserialize<byte[]>(PacketCodec.Serialize(value)).ShouldBe(value);

    private static string Text<T>(T value) => FlowValue.From(value).AsString();

    private static T FromJson<T>(string json) => PacketCodec.Deserialize<T>(PacketCodec.FromJson(json));
}
