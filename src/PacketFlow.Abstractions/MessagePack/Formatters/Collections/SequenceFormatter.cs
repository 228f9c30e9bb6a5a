using System.Collections.Immutable;
using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats any other collection as an array: it is made from an array of its items.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
/// <param name="tableSize">What an item takes in the collection's own table, beside that array, where it has one.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SequenceFormatter<TCollection, T>(Formatter<T> item, int tableSize = 0) : Formatter<TCollection>
    where TCollection : IEnumerable<T>
{
    /// <inheritdoc/>
    public sealed override void Write(ref PacketWriter writer, TCollection value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        // A lazy sequence must not run twice, once to count and once to write; an array that nobody set has no items, and no count either.
        IEnumerable<T> items = value is ImmutableArray<T> { IsDefault: true } ? [] : value;
        if (!items.TryGetNonEnumeratedCount(out int count))
        {
            T[] all = [.. items];
            (items, count) = (all, all.Length);
        }

        writer.Enter();
        writer.WriteArrayHeader(count);
        foreach (T each in items)
        {
            item.Write(ref writer, each);
        }

        writer.Leave();
    }

    /// <inheritdoc/>
    public sealed override TCollection Read(ref PacketReader reader) => 
        Create(ArrayFormatter<T>.ReadItems(ref reader, item, Growth.OfItem<T>() + tableSize));

    /// <summary>Makes the collection from its items, in their order.</summary>
    protected abstract TCollection Create(T[] items);

    /// <inheritdoc/>
    public sealed override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item);
    }
}
