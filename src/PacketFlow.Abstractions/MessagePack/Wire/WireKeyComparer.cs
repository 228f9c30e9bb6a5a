namespace PacketFlow.MessagePack;

/// <summary>Orders the keys at two positions: integers before strings, integers by value whatever their width.</summary>
internal sealed class WireKeyComparer(byte[] bytes) : IComparer<int>
{
    public int Compare(int x, int y)
    {
        WireToken.TryRead(bytes, x, out WireToken left);
        WireToken.TryRead(bytes, y, out WireToken right);
        if (left.Kind != right.Kind)
        {
            return left.Kind.CompareTo(right.Kind);
        }

        return left.Kind == PacketKind.String ? Content(x, left).SequenceCompareTo(Content(y, right)) : Number(x).CompareTo(Number(y));
    }

    private ReadOnlySpan<byte> Content(int position, WireToken token) =>
        bytes.AsSpan(position + token.HeaderLength, (int)token.Length);

    private Int128 Number(int position) =>
        new PacketReader(bytes.AsSpan(position)).ReadInteger(Int128.MinValue, Int128.MaxValue, "int");
}
