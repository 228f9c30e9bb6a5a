using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="SortedSet{T}"/> as an array; equal items become one.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SortedSetFormatter<T>(Formatter<T> item) : SequenceFormatter<SortedSet<T>, T>(item)
{
    /// <inheritdoc/>
    protected override SortedSet<T> Create(T[] items) => new(items);
}
