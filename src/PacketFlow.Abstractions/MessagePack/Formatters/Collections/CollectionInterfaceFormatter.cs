using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ICollection{T}"/> as an array; it is read as a <see cref="List{T}"/>.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CollectionInterfaceFormatter<T>(Formatter<T> item) : SequenceFormatter<ICollection<T>, T>(item, Growth.OfItem<T>())
{
    /// <inheritdoc/>
    protected override ICollection<T> Create(T[] items) => new List<T>(items);
}
