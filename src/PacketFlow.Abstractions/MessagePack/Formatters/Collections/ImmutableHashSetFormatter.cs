using System.Collections.Immutable;
using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ImmutableHashSet{T}"/> as an array; equal items become one.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImmutableHashSetFormatter<T>(Formatter<T> item) : SequenceFormatter<ImmutableHashSet<T>, T>(item)
{
    /// <inheritdoc/>
    protected override ImmutableHashSet<T> Create(T[] items) => ImmutableHashSet.Create(ItemComparer<T>.Default, items);
}
