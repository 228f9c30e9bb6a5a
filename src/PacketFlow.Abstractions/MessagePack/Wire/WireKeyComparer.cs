using System.Buffers;

namespace PacketFlow.MessagePack;

/// <summary>
/// Compares the keys at two positions: integers before strings, integers by value whatever their width. A key is one or the other.
/// </summary>
internal sealed class WireKeyComparer(byte[] bytes) : IComparer<int>
{
    /// <summary>Up to here it is quicker to compare each key with every other.</summary>
    public const int MaxPairwise = 8;

    /// <summary>
    /// The position of a key that is there a second time, or -1. Keys are sorted by a seeded hash, and those few that share one by
    /// their content: whoever learns to pick keys with one hash still only makes it a plain sort. Changes the order of the keys.
    /// </summary>
    public int FindDuplicate(Span<int> keys)
    {
        if (keys.Length <= MaxPairwise)
        {
            return FindPairwise(bytes, keys);
        }

        int[] rented = ArrayPool<int>.Shared.Rent(keys.Length);
        Span<int> hashes = rented.AsSpan(0, keys.Length);
        for (int i = 0; i < keys.Length; i++)
        {
            hashes[i] = Hash(keys[i]);
        }

        hashes.Sort(keys);
        int duplicate = -1;
        for (int start = 0, end; start < keys.Length && duplicate < 0; start = end)
        {
            int length = hashes[start..].IndexOfAnyExcept(hashes[start]);
            end = length < 0 ? keys.Length : start + length;
            duplicate = FindSorted(keys[start..end]);
        }

        ArrayPool<int>.Shared.Return(rented);
        return duplicate;
    }

    /// <summary>The same for few keys, of bytes that are no array.</summary>
    public static int FindPairwise(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> keys)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (AreEqual(bytes, keys[i], keys[j]))
                {
                    return Math.Max(keys[i], keys[j]);
                }
            }
        }

        return -1;
    }

    public int Compare(int x, int y) => Compare(bytes, x, y);

    private static bool AreEqual(ReadOnlySpan<byte> bytes, int x, int y)
    {
        bool isString = IsString(bytes, x);
        return isString == IsString(bytes, y)
            && (isString ? Content(bytes, x).SequenceEqual(Content(bytes, y)) : Number(bytes, x) == Number(bytes, y));
    }

    private static int Compare(ReadOnlySpan<byte> bytes, int x, int y)
    {
        bool isString = IsString(bytes, x);
        if (isString != IsString(bytes, y))
        {
            return isString ? 1 : -1;
        }

        return isString ? Content(bytes, x).SequenceCompareTo(Content(bytes, y)) : Number(bytes, x).CompareTo(Number(bytes, y));
    }

    private int FindSorted(Span<int> keys)
    {
        if (keys.Length > 1)
        {
            keys.Sort(this);
        }

        for (int i = 1; i < keys.Length; i++)
        {
            if (Compare(keys[i - 1], keys[i]) == 0)
            {
                return Math.Max(keys[i - 1], keys[i]);
            }
        }

        return -1;
    }

    private int Hash(int position)
    {
        if (!IsString(bytes, position))
        {
            Int128 number = Number(bytes, position);
            return HashCode.Combine((uint)number, (uint)(number >> 32), number < 0);
        }

        HashCode hash = default;
        hash.AddBytes(Content(bytes, position));
        return hash.ToHashCode();
    }

    private static bool IsString(ReadOnlySpan<byte> bytes, int position) =>
        bytes[position] is (>= WireCode.FixStr and < WireCode.Nil) or (>= WireCode.Str8 and <= WireCode.Str32);

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> bytes, int position) => new PacketReader(bytes[position..]).ReadUtf8();

    private static Int128 Number(ReadOnlySpan<byte> bytes, int position) =>
        new PacketReader(bytes[position..]).ReadInteger(long.MinValue, ulong.MaxValue, "int");
}
