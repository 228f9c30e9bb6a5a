namespace PacketFlow.MessagePack;

public class FormatterDefaultTests
{
    private sealed record Unknown;

    private sealed record Known(int Value);

    private sealed class KnownFormatter : Formatter<Known>
    {
        public override void Write(ref PacketWriter writer, Known value) => writer.WriteInt32(value.Value);

        public override Known Read(ref PacketReader reader) => new(reader.ReadInt32());
    }

    [Fact]
    public void Type_without_a_formatter_is_named_with_the_remedy()
    {
        InvalidOperationException error = Should.Throw<InvalidOperationException>(() => PacketCodec.Serialize(new Unknown()));
        error.Message.ShouldContain(nameof(Unknown));
        error.Message.ShouldContain("[PacketContract]");
    }

    [Fact]
    public void Formatter_that_was_set_is_used()
    {
        Formatter<Known>.Default = new KnownFormatter();
        PacketCodec.Deserialize<Known>(PacketCodec.Serialize(new Known(7))).ShouldBe(new Known(7));
        PacketCodec.Deserialize<Known>(Segments.OfOneByte(PacketCodec.Serialize(new Known(700)))).ShouldBe(new Known(700));
        Should.Throw<ArgumentNullException>(() => Formatter<Known>.Default = null!);
    }

    [Fact]
    public void Built_in_formatter_is_found_once()
    {
        Formatter<int>.Default.ShouldBeSameAs(CompilerServices.Int32Formatter.Instance);
        Formatter<int>.Default.ShouldBeSameAs(Formatter<int>.Default);
    }
}
