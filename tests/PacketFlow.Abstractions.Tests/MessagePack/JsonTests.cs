using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PacketFlow.MessagePack;

public class JsonTests
{
    [Theory]
    [InlineData("null"), InlineData("true"), InlineData("[]"), InlineData("{}"), InlineData("-1"), InlineData("0.5"), InlineData("1E+300"), InlineData("-0")]
    [InlineData("{\"a\":[1,{\"b\":null}],\"é汉\":\"\\\"\\\\\\n\"}"), InlineData("9007199254740992"), InlineData("-9007199254740992")]
    public void Json_survives_both_ways(string json) => PacketCodec.ToJson(PacketCodec.FromJson(json)).ShouldBe(json);

    [Fact]
    public void Every_message_survives_both_ways()
    {
        foreach (WireFrames.Message message in WireFrames.Messages)
        {
            byte[] bytes = PacketCodec.FromJson(message.Json);
            FlowValue.Parse(PacketCodec.FromJson(PacketCodec.ToJson(bytes))).ShouldBe(FlowValue.Parse(bytes), message.Name);
        }
    }

    [Fact]
    public void What_json_lacks_becomes_text()
    {
        ToJson(new byte[] { 0, 1, 255 }).ShouldBe("\"AAH/\"");
        ToJson(DateTime.UnixEpoch.AddTicks(1_234_567)).ShouldBe("\"1970-01-01T00:00:00.1234567Z\"");
        PacketCodec.ToJson([0xD7, 0xFF, 0, 0, 0, 4, 0, 0, 0, 0]).ShouldBe("\"1970-01-01T00:00:00.000000001Z\"");
        ToJson(9007199254740993).ShouldBe("\"9007199254740993\"");
        ToJson(-9007199254740993).ShouldBe("\"-9007199254740993\"");
        ToJson(ulong.MaxValue).ShouldBe("\"18446744073709551615\"");
        ToJson(0.1f).ShouldBe("0.1");
        PacketCodec.ToJson([0x81, 0x07, 0xC0]).ShouldBe("{\"7\":null}");
    }

    [Fact]
    public void Writers_give_the_same_text()
    {
        byte[] bytes = PacketCodec.FromJson("{\"a\":[1,\"b\"]}");
        ArrayBufferWriter<byte> direct = new();
        PacketCodec.ToJson(bytes, direct);
        Encoding.UTF8.GetString(direct.WrittenSpan).ShouldBe("{\"a\":[1,\"b\"]}");

        ArrayBufferWriter<byte> inside = new();
        using (Utf8JsonWriter json = new(inside))
        {
            json.WriteStartArray();
            PacketCodec.ToJson(bytes, json);
            json.WriteEndArray();
        }

        Encoding.UTF8.GetString(inside.WrittenSpan).ShouldBe("[{\"a\":[1,\"b\"]}]");
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("{"), InlineData("[1,]"), InlineData("1 2"), InlineData("// x\n1"), InlineData("nul"), InlineData("NaN")]
    [InlineData("{\"a\":1,\"a\":2}"), InlineData("{\"a\":1,\"\\u0061\":2}"), InlineData("1e9999"), InlineData("-1e9999"), InlineData("01"), InlineData("'a'")]
    [InlineData("\"\\ud800\""), InlineData("{\"\\udc00\":1}"), InlineData("\ufeff1")]
    public void Bad_json_is_a_typed_error(string json) =>
        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson(json)).Code.ShouldBe(ErrorCodes.PayloadMismatch);

    [Fact]
    public void Half_of_a_surrogate_pair_is_a_typed_error()
    {
        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson("\"\ud800\"")).Code.ShouldBe(ErrorCodes.PayloadMismatch);
    }

    [Fact]
    public void Bad_utf8_in_json_is_a_typed_error()
    {
        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson([(byte)'"', 0xFF, (byte)'"']));
        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson([0xEF, 0xBB, 0xBF, (byte)'1']));
    }

    [Fact]
    public void Nesting_is_limited_to_64()
    {
        PacketCodec.FromJson(new string('[', 64) + new string(']', 64)).Length.ShouldBe(64);
        foreach (int depth in (int[])[65, 66, 1_000_000])
        {
            Should.Throw<PacketFormatException>(() => PacketCodec.FromJson(new string('[', depth) + new string(']', depth))).Code.ShouldBe(ErrorCodes.TooLarge);
        }
    }

    [Fact]
    public void Duplicate_is_named_with_its_path()
    {
        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson("[0,{\"a\":{\"b\":1,\"b\":2}}]")).Message.ShouldBe("[1].a.b: duplicate key 'b'; send it once");
    }

    [Fact]
    public void Numbers_become_the_narrowest_that_holds_them()
    {
        PacketCodec.FromJson("7").ShouldBe([0x07]);
        PacketCodec.FromJson("18446744073709551615")[0].ShouldBe((byte)0xCF);
        PacketCodec.FromJson("100000000000000000000")[0].ShouldBe((byte)0xCB);
        PacketCodec.FromJson("1.0")[0].ShouldBe((byte)0xCB);
    }

    [Theory]
    [InlineData(15), InlineData(16), InlineData(65_535), InlineData(65_536)]
    public void Heads_are_the_shortest_for_their_count(int count)
    {
        ArrayBufferWriter<byte> expected = new();
        PacketWriter writer = new(expected);
        writer.WriteArrayHeader(2);
        writer.WriteArrayHeader(count);
        for (int i = 0; i < count; i++)
        {
            writer.WriteInt32(i);
        }

        writer.WriteMapHeader(count);
        for (int i = 0; i < count; i++)
        {
            writer.WriteString($"k{i}");
            writer.WriteArrayHeader(0);
        }

        writer.Flush();
        string numbers = string.Join(',', Enumerable.Range(0, count));
        string members = string.Join(',', Enumerable.Range(0, count).Select(static number => $"\"k{number}\":[]"));

        PacketCodec.FromJson($$"""[[{{numbers}}],{{{members}}}]""").AsSpan().SequenceEqual(expected.WrittenSpan).ShouldBeTrue();
    }

    [Fact]
    public void Heads_that_grow_inside_of_each_other_keep_what_is_around_them()
    {
        string json = "1";
        for (int depth = 0; depth < 60; depth++)
        {
            string items = string.Join(',', Enumerable.Repeat("2", depth % 3 * 10));
            json = depth % 2 == 0 ? $"[{items}{(items.Length > 0 ? "," : "")}{json},[3]]" : $$"""{"a":[{{items}}],"b":{{json}},"c":4}""";
        }

        PacketCodec.ToJson(PacketCodec.FromJson(json)).ShouldBe(json);
    }

    [Fact]
    public void Duplicate_among_many_is_named_with_its_path()
    {
        string keys = string.Join(',', Enumerable.Range(0, 100).Select(static number => $"\"k{number}\":[{number}]"));

        Should.Throw<PacketFormatException>(() => PacketCodec.FromJson($$"""{"a":[{},{{{keys}},"k42":1}]}""")).Message
            .ShouldBe("a[1].k42: duplicate key 'k42'; send it once");
    }

    [Theory]
    [InlineData("A1FF", "expected string, got bytes that are not UTF-8; send them as binary"), InlineData("81A1FFC0", "expected string, got bytes that are not UTF-8; send them as binary")]
    [InlineData("82A16101A16102", "a: duplicate key 'a'; send it once"), InlineData("820102D00103", "[1]: duplicate key '1'; send it once"), InlineData("81C0C0", "expected string or int as a key, got nil")]
    [InlineData("9281A16101", "[1]: the message ends where a value should begin"), InlineData("C0C0", "1 more bytes after the value")]
    public void Bytes_that_are_no_value_are_a_typed_error(string hex, string message) =>
        Should.Throw<PacketFormatException>(() => PacketCodec.ToJson(Convert.FromHexString(hex))).Message.ShouldBe(message);

    [Fact]
    public void Writing_goes_on_after_a_failure()
    {
        Should.Throw<PacketFormatException>(() => PacketCodec.ToJson([0x92, 1, 0xC1]));

        PacketCodec.ToJson([0x91, 1]).ShouldBe("[1]");
    }

    private static string ToJson<T>(T value) => PacketCodec.ToJson(PacketCodec.Serialize(value));
}
