using PacketFlow.CompilerServices;

namespace PacketFlow.MessagePack;

public class EnumFormatterTests
{
    private enum Color : short
    {
        Red = -1,
        DarkGreen = 7,
        Verdant = DarkGreen,
    }

    [Flags]
    private enum Access : ulong
    {
        None = 0,
        Read = 1,
        Write = 2,
        Own = 1ul << 63,
    }

    private static readonly EnumFormatter<Color> Colors =
        new(isFlags: false, ("red", Color.Red), ("dark_green", Color.DarkGreen), ("verdant", Color.Verdant));

    private static readonly EnumFormatter<Access> Accesses =
        new(isFlags: true, ("none", Access.None), ("read", Access.Read), ("write", Access.Write), ("own", Access.Own));

    private enum Huge : ulong { One = 1 }

    [Fact]
    public void Enum_is_written_as_its_name()
    {
        Write(Colors, Color.Red).AsString().ShouldBe("red");
        Write(Colors, Color.Verdant).AsString().ShouldBe("dark_green");
    }

    [Fact]
    public void Flags_are_written_as_a_number()
    {
        Write(Accesses, Access.Read | Access.Own).AsUInt64().ShouldBe((1ul << 63) | 1);
    }

    [Fact]
    public void Names_and_numbers_are_read()
    {
        Read(Colors, "verdant").ShouldBe(Color.DarkGreen);
        Read(Colors, "red").ShouldBe(Color.Red);
        Read(Colors, -1).ShouldBe(Color.Red);
        Read(Colors, 7).ShouldBe(Color.DarkGreen);
        Read(Accesses, "own").ShouldBe(Access.Own);
        Read(Accesses, 1ul << 63 | 2).ShouldBe(Access.Own | Access.Write);
        Read(Accesses, 0).ShouldBe(Access.None);
    }

    [Fact]
    public void Unknown_names_and_numbers_are_refused_with_what_there_is()
    {
        Should.Throw<PacketFormatException>(() => Read(Colors, "blue")).Message.ShouldBe("expected red or dark_green, got another string");
        Should.Throw<PacketFormatException>(() => Read(Colors, 0)).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => Read(Colors, 65535)).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => Read(Accesses, 4)).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => Read(Accesses, -1)).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => Read(Colors, true)).Code.ShouldBe("PF003");
        Should.Throw<PacketFormatException>(() => Write(Colors, (Color)3)).Code.ShouldBe("PF003");
    }

    [Fact]
    public void Unknown_unsigned_value_is_named_without_a_sign()
    {
        EnumFormatter<Huge> formatter = new(isFlags: false, ("one", Huge.One));

        Should.Throw<PacketFormatException>(() => Write(formatter, (Huge)(ulong.MaxValue - 1)))
            .Message.ShouldContain("Huge has no member with the value 18446744073709551614");
    }

    private static FlowValue Write<T>(Formatter<T> formatter, T value)
    {
        System.Buffers.ArrayBufferWriter<byte> output = new();
        PacketWriter writer = new(output);
        formatter.Write(ref writer, value);
        writer.Flush();
        return FlowValue.Parse(output.WrittenSpan);
    }

    private static T Read<T>(Formatter<T> formatter, FlowValue value) => HostileVectors.Deserialize(value.Bytes.ToArray(), formatter);
}
