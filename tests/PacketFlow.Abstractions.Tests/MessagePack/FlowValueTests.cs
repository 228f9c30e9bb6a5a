namespace PacketFlow.MessagePack;

public class FlowValueTests
{
    private static readonly FlowValue Order = FlowValue.Map(
        ("id", "o-1"), ("lines", FlowValue.Array(1, 2.5, "three", true, FlowValue.Nil)), ("total", 12345678901L));

    [Fact]
    public void Default_is_nil()
    {
        default(FlowValue).IsNil.ShouldBeTrue();
        default(FlowValue).ShouldBe(FlowValue.Parse([0xC0]));
        default(FlowValue).ToString().ShouldBe("null");
        default(FlowValue).Count.ShouldBe(0);
    }

    [Fact]
    public void Members_and_items_are_found()
    {
        Order.Kind.ShouldBe(PacketKind.Map);
        Order.Count.ShouldBe(3);
        Order["id"].AsString().ShouldBe("o-1");
        Order["lines"].Count.ShouldBe(5);
        Order["lines"][1].AsDouble().ShouldBe(2.5);
        Order["lines"][4].IsNil.ShouldBeTrue();
        Order["total"].AsInt64().ShouldBe(12345678901);
        Order["nowhere"].IsNil.ShouldBeTrue();
        Order.TryGet("nowhere", out _).ShouldBeFalse();
        Order["lines"].Items.Select(item => item.ToString()).ShouldBe(["1", "2.5", "\"three\"", "true", "null"]);
        Order.Members.Select(member => member.Key.AsString()).ShouldBe(["id", "lines", "total"]);
        Order.Members.Last().Value.ShouldBe(12345678901L);
    }

    [Fact]
    public void Wrong_kind_is_a_typed_error()
    {
        Should.Throw<PacketFormatException>(() => Order["id"]["x"]).Message.ShouldBe("expected map, got string");
        Should.Throw<PacketFormatException>(() => Order["id"][0]).Message.ShouldBe("expected array, got string");
        Should.Throw<PacketFormatException>(() => Order["id"].Items).Message.ShouldBe("expected array, got string");
        Should.Throw<PacketFormatException>(() => Order.AsInt32()).Message.ShouldBe("expected int32, got map");
        Should.Throw<ArgumentOutOfRangeException>(() => Order["lines"][5]);
        Should.Throw<ArgumentOutOfRangeException>(() => Order["lines"][-1]);
        Should.Throw<PacketFormatException>(() => FlowValue.Map(("a", 1), ("a", 2)));
    }

    [Fact]
    public void Equality_ignores_widths_and_member_order()
    {
        FlowValue left = FlowValue.Parse([0x82, 0xA1, 0x61, 0x01, 0xA1, 0x62, 0xCA, 0x3F, 0, 0, 0]);
        FlowValue right = FlowValue.Parse([0xDE, 0, 2, 0xD9, 1, 0x62, 0xCB, 0x3F, 0xE0, 0, 0, 0, 0, 0, 0, 0xA1, 0x61, 0xD3, 0, 0, 0, 0, 0, 0, 0, 1]);
        (left == right).ShouldBeTrue();
        left.GetHashCode().ShouldBe(right.GetHashCode());
        (left != FlowValue.Map(("a", 2), ("b", 0.5))).ShouldBeTrue();
        ((FlowValue)1).ShouldNotBe((FlowValue)"1");
        ((FlowValue)0.0).ShouldBe((FlowValue)(-0.0));
        FlowValue.Parse([0xCA, 0x7F, 0xC0, 0, 0]).ShouldBe((FlowValue)double.NaN);
        FlowValue.Array(1, 2).ShouldNotBe(FlowValue.Array(2, 1));
    }

    [Fact]
    public void Value_is_no_view_of_what_it_was_read_from()
    {
        byte[] buffer = [0xA1, (byte)'a'];
        FlowValue value = FlowValue.Parse(buffer);
        buffer[1] = (byte)'b';
        value.AsString().ShouldBe("a");
    }

    [Fact]
    public void Value_as_a_payload_is_itself_on_the_wire()
    {
        PacketCodec.Serialize(Order).ShouldBe(Order.Bytes.ToArray());
        PacketCodec.Deserialize<FlowValue>(Order.Bytes).ShouldBe(Order);
        Order["total"].Deserialize<long>().ShouldBe(12345678901);
        FlowValue.From("x").AsString().ShouldBe("x");
    }

    [Fact]
    public void Conversions_make_the_value()
    {
        ((FlowValue)true).AsBoolean().ShouldBeTrue();
        ((FlowValue)ulong.MaxValue).AsUInt64().ShouldBe(ulong.MaxValue);
        ((FlowValue)new byte[] { 1 }).AsBinary().ShouldBe([1]);
        ((FlowValue)(byte[]?)null).IsNil.ShouldBeTrue();
        ((FlowValue)(string?)null).IsNil.ShouldBeTrue();
        ((FlowValue)DateTime.UnixEpoch).AsDateTime().ShouldBe(DateTime.UnixEpoch);
        ((FlowValue)7).AsInt32().ShouldBe(7);
    }

    [Fact]
    public void ToString_shows_what_json_cannot_carry()
    {
        FlowValue.Parse([0x93, 0xCA, 0x7F, 0xC0, 0, 0, 0xD4, 0x05, 0x00, 0xC7, 12, 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 0, 0, 0, 0])
            .ToString().ShouldBe("[\"NaN\",\"ext(5, AA==)\",\"timestamp(9151314442816847872, 0)\"]");
    }
}
