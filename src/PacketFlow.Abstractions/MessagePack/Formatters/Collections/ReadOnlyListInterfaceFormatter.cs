using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IReadOnlyList{T}"/> as an array; it is read as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlyListInterfaceFormatter<T>(Formatter<T> item) : SequenceFormatter<IReadOnlyList<T>, T>(item)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<T> Create(T[] items) => items;
}
