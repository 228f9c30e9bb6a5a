using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IReadOnlySet{T}"/> as an array; it is read as a <see cref="HashSet{T}"/>.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlySetInterfaceFormatter<T>(Formatter<T> item) : SequenceFormatter<IReadOnlySet<T>, T>(item, Growth.OfMember<T>())
{
    /// <inheritdoc/>
    protected override IReadOnlySet<T> Create(T[] items) => new HashSet<T>(items, ItemComparer<T>.Default);
}
