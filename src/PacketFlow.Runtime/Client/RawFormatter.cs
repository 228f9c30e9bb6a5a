namespace PacketFlow.Client;

/// <summary>Writes what is encoded already.</summary>
internal sealed class RawFormatter : Formatter<ReadOnlyMemory<byte>>
{
    public static RawFormatter Instance { get; } = new();

    public override void Write(ref PacketWriter writer, ReadOnlyMemory<byte> value) => writer.WriteRaw(value.Span);

    public override ReadOnlyMemory<byte> Read(ref PacketReader reader) => reader.ReadRaw().ToArray();
}
