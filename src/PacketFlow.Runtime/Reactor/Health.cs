namespace PacketFlow.Reactor;

/// <summary>How a reactor is, as every protocol tells it.</summary>
/// <param name="Ok">Whether it takes work.</param>
/// <param name="Load">From 0 to 100.</param>
/// <param name="Queue">How many atoms wait.</param>
internal readonly record struct Health(bool Ok, int Load, int Queue)
{
    public void Write(ref PacketWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.WriteUtf8("ok"u8);
        writer.WriteBoolean(Ok);
        writer.WriteUtf8("load"u8);
        writer.WriteInt32(Load);
        writer.WriteUtf8("queue"u8);
        writer.WriteInt32(Queue);
    }
}
