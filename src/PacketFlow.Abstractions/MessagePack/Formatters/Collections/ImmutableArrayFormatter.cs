using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ImmutableArray{T}"/> as an array; the default one as an empty array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImmutableArrayFormatter<T>(Formatter<T> item) : Formatter<ImmutableArray<T>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, ImmutableArray<T> value) =>
        ArrayFormatter<T>.WriteItems(ref writer, value.AsSpan(), item);

    /// <inheritdoc/>
    public override ImmutableArray<T> Read(ref PacketReader reader) =>
        ImmutableCollectionsMarshal.AsImmutableArray(ArrayFormatter<T>.ReadItems(ref reader, item, Growth.OfItem<T>()));

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item);
    }
}
