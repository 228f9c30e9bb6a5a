using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IReadOnlyCollection{T}"/> as an array; it is read as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlyCollectionInterfaceFormatter<T>(Formatter<T> item) : SequenceFormatter<IReadOnlyCollection<T>, T>(item)
{
    /// <inheritdoc/>
    protected override IReadOnlyCollection<T> Create(T[] items) => items;
}
