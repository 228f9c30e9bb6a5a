using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="LinkedList{T}"/> as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LinkedListFormatter<T>(Formatter<T> item) : SequenceFormatter<LinkedList<T>, T>(item)
{
    /// <inheritdoc/>
    protected override LinkedList<T> Create(T[] items) => new(items);
}
