namespace PacketFlow.MessagePack;

/// <summary>
/// What a payload may take once it is decoded: an empty array is one byte on the wire and a list in memory. It is judged by the values that
/// are there and not by the type that they are read as, and on the upper side: what is read into collections of the platform takes no more,
/// and what a contract makes of a map seldom does.
/// </summary>
internal static class DecodedSize
{
    /// <summary>A number, a nil, a date: where <see cref="Growth"/> lets a byte of the message take as much, too.</summary>
    private const int OfScalar = 16;

    /// <summary>A string or binary: its place in a collection, and the head of the object.</summary>
    private const int OfText = 32;

    /// <summary>An empty dictionary, its place included.</summary>
    private const int OfContainer = 96;

    /// <param name="bytes">Whole values; they were skipped before, so that nothing is wrong with them.</param>
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        long size = 0;
        for (int position = 0; position < bytes.Length && WireToken.TryRead(bytes, position, out WireToken token);)
        {
            switch (token.Kind)
            {
                case PacketKind.Array or PacketKind.Map:
                    size += OfContainer;
                    position += token.HeaderLength;
                    continue;
                case PacketKind.String:
                    size += OfText + (sizeof(char) * (long)token.Length);
                    break;
                case PacketKind.Binary:
                    size += OfText + (long)token.Length;
                    break;
                default:
                    size += OfScalar;
                    break;
            }

            position += token.TotalLength;
        }

        return size;
    }
}
