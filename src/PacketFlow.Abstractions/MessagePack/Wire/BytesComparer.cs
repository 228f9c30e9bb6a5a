namespace PacketFlow.MessagePack;

/// <summary>Orders bytes as UTF-8 text is ordered by code point.</summary>
internal sealed class BytesComparer : IComparer<byte[]>
{
    public static readonly BytesComparer Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
