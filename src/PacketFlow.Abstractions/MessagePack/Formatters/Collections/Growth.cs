using System.Runtime.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>How much to allocate for a collection before its items have been seen.</summary>
internal static class Growth
{
    /// <summary>What a frame may make us allocate ahead, in bytes for each of its own that are left.</summary>
    private const int BytesPerByte = 16;

    private const int EntryOverhead = 12;

    /// <summary>
    /// Room for all items if the bytes that are left can justify it: a large struct may be declared a million times in a million
    /// bytes and fail at the first.
    /// </summary>
    public static int OfItems<T>(int count, int remaining) =>
        (int)Math.Min(count, (long)remaining * BytesPerByte / Unsafe.SizeOf<T>());

    /// <summary>The same for a dictionary's entries: with hash, link and bucket, and rounded up to a prime number of them.</summary>
    public static int OfEntries<TKey, TValue>(int count, int remaining) =>
        (int)Math.Min(count, (long)remaining * BytesPerByte * 3 / 4 / (Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + EntryOverhead));
}
