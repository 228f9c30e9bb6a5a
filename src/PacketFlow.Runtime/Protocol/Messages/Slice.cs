namespace PacketFlow.Protocol;

/// <summary>A place in a message: where it begins and how long it is. An absent field is the empty slice.</summary>
internal readonly record struct Slice(int Start, int Length)
{
    public bool IsEmpty => Length == 0;

    public ReadOnlySpan<byte> In(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}
