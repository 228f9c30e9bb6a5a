using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IEnumerable{T}"/> as an array; it is read as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EnumerableFormatter<T>(Formatter<T> item) : SequenceFormatter<IEnumerable<T>, T>(item)
{
    /// <inheritdoc/>
    protected override IEnumerable<T> Create(T[] items) => items;
}
