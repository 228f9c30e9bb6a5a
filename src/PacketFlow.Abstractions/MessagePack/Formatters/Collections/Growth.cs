using System.Runtime.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// How much to allocate for a collection before its items have been seen. All collections of a message draw on one share: arrays in
/// arrays may each declare as many items as there are bytes left, and fail at the first.
/// </summary>
internal static class Growth
{
    /// <summary>What a message may make us allocate ahead, in bytes for each of its own.</summary>
    public const int BytesPerByte = 16;

    private const int EntryOverhead = 12;

    /// <summary>Room for all items if the message's bytes can justify it.</summary>
    public static int OfItems<T>(int count, ref PacketReader reader) => reader.Reserve(count, Unsafe.SizeOf<T>());

    /// <summary>The same for a dictionary's entries: with hash, link and bucket, and a third more since it takes a prime number of them.</summary>
    public static int OfEntries<TKey, TValue>(int count, ref PacketReader reader) =>
        reader.Reserve(count, (Unsafe.SizeOf<KeyValuePair<TKey, TValue>>() + EntryOverhead) * 4 / 3);
}
