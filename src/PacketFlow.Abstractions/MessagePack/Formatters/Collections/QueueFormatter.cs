using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Queue{T}"/> as an array, first in first.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class QueueFormatter<T>(Formatter<T> item) : SequenceFormatter<Queue<T>, T>(item, Growth.OfItem<T>())
{
    /// <inheritdoc/>
    protected override Queue<T> Create(T[] items) => new(items);
}
