using System.Collections.Immutable;
using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ImmutableList{T}"/> as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImmutableListFormatter<T>(Formatter<T> item) : SequenceFormatter<ImmutableList<T>, T>(item)
{
    /// <inheritdoc/>
    protected override ImmutableList<T> Create(T[] items) => [.. items];
}
