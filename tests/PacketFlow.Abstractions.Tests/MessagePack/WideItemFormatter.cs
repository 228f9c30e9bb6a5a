namespace PacketFlow.MessagePack;

/// <summary>Reads a wide item from one byte: what is not sent keeps its default.</summary>
internal sealed class WideItemFormatter : Formatter<WideItem>
{
    public override void Write(ref PacketWriter writer, WideItem value) => writer.WriteInt64(value.A);

    public override WideItem Read(ref PacketReader reader) => new(reader.ReadInt64(), 0, 0, 0, 0, 0, 0);
}
