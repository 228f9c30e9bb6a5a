using System.Runtime.CompilerServices;

namespace PacketFlow.MessagePack;

/// <summary>
/// What a message may make us allocate on the strength of the counts that it declares. All collections of a message draw on one
/// allowance: arrays in arrays may each declare as many items as there are bytes left, and fail at the first; and nil is one byte,
/// whatever the size of the item that it stands for.
/// </summary>
internal static class Growth
{
    /// <summary>What a message of any size may take, in bytes.</summary>
    public const int Base = 64 * 1024;

    /// <summary>What it may take beside that for each byte of its own.</summary>
    public const int BytesPerByte = 16;

    private const int EntryOverhead = 12;

    /// <summary>What an item takes in an array.</summary>
    public static int OfItem<T>() => Unsafe.SizeOf<T>();

    /// <summary>What an item takes in a set: with hash, link and bucket, and a third more since it takes a prime number of them.</summary>
    public static int OfMember<T>() => (Unsafe.SizeOf<T>() + EntryOverhead) * 4 / 3;

    /// <summary>The same for an entry of a dictionary.</summary>
    public static int OfEntry<TKey, TValue>() => OfMember<KeyValuePair<TKey, TValue>>();
}
