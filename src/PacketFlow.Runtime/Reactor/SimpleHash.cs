namespace PacketFlow.Reactor;

/// <summary>The protocol's hash of an id (PFAP 6.1), by which every process chooses alike.</summary>
internal static class SimpleHash
{
    /// <summary>The hash, from 0 to 2^31: one more than an int holds, since the smallest int has its absolute value too.</summary>
    public static long Of(ReadOnlySpan<char> id)
    {
        int hash = 0;
        foreach (char unit in id)
        {
            hash = unchecked((hash << 5) - hash + unit);
        }

        return Math.Abs((long)hash);
    }
}
