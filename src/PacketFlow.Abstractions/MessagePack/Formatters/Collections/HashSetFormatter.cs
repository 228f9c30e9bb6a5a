using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="HashSet{T}"/> as an array; equal items become one.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HashSetFormatter<T>(Formatter<T> item) : SequenceFormatter<HashSet<T>, T>(item, Growth.OfMember<T>())
{
    /// <inheritdoc/>
    protected override HashSet<T> Create(T[] items) => new(items, ItemComparer<T>.Default);
}
