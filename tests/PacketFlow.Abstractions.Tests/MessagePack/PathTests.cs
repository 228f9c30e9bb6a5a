namespace PacketFlow.MessagePack;

public class PathTests
{
    [Fact]
    public void Error_names_the_path_to_an_item()
    {
        byte[] frame = Sample.Frame([0x93, 0xA1, 0x61, 0xA1, 0x62, 0x80]);
        PacketFormatException error = Should.Throw<PacketFormatException>(() => Sample.ReadFrame(frame));
        error.Message.ShouldBe("d.input[2]: expected string, got map");
        error.Path.ShouldBe("d.input[2]");
        error.Offset.ShouldBe(frame.Length - 1);
        error.Code.ShouldBe("PF003");
    }

    [Fact]
    public void Error_at_the_value_itself_has_no_path()
    {
        PacketFormatException error = Should.Throw<PacketFormatException>(() => PacketCodec.Deserialize<string>([0x01]));
        error.Message.ShouldBe("expected string, got int");
        error.Path.ShouldBeEmpty();
    }

    [Fact]
    public void Missing_member_is_named_with_the_map_that_lacks_it()
    {
        byte[] frame = [0x81, .. Sample.Text("d"), 0x81, .. Sample.Text("op"), .. Sample.Text("trim")];
        Should.Throw<PacketFormatException>(() => Sample.ReadFrame(frame)).Message.ShouldBe("d: required member 'input' is missing");
    }

    [Fact]
    public void Duplicate_member_is_named()
    {
        byte[] frame = [0x81, .. Sample.Text("d"), 0x82, .. Sample.Text("input"), 0x90, .. Sample.Text("input"), 0x90];
        Should.Throw<PacketFormatException>(() => Sample.ReadFrame(frame)).Message.ShouldBe("d.input: duplicate key 'input'; send it once");
    }

    [Fact]
    public void Duplicate_key_of_an_untyped_value_is_named()
    {
        byte[] bytes = [0x92, 0x01, 0x82, 0xA1, 0x61, 0x01, 0xA1, 0x61, 0x02];
        Should.Throw<PacketFormatException>(() => FlowValue.Parse(bytes)).Message.ShouldBe("[1].a: duplicate key 'a'; send it once");
    }

    [Fact]
    public void Integer_keys_stand_in_brackets()
    {
        Should.Throw<PacketFormatException>(() => FlowValue.Parse([0x81, 0x07, 0xC1])).Path.ShouldBe("[7]");
    }

    [Fact]
    public void Hostile_keys_are_cut_and_cleaned()
    {
        byte[] key = [0xD9, 200, .. Enumerable.Repeat((byte)'k', 198), 0x0A, 0x0A];
        byte[] control = [0xA2, 0x0A, (byte)'x'];
        Should.Throw<PacketFormatException>(() => FlowValue.Parse([0x81, .. key, 0x81, .. control, 0xC1]))
            .Path.ShouldBe(new string('k', 64) + "....?x");
    }

    [Fact]
    public void Depth_error_names_the_limit()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x91, 65), 0xC0];
        PacketFormatException error = Should.Throw<PacketFormatException>(() => FlowValue.Parse(bytes));
        error.Code.ShouldBe("PF413");
        error.Path.ShouldBe(string.Concat(Enumerable.Repeat("[0]", 64)));
        error.Message.ShouldEndWith("nested deeper than 64 arrays and maps");
    }
}
