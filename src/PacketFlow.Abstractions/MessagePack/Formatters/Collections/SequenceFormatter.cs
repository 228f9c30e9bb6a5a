using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats any other collection as an array: it is made from an array of its items.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class SequenceFormatter<TCollection, T>(Formatter<T> item) : Formatter<TCollection>
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

        // A lazy sequence must not run twice, once to count and once to write.
        IEnumerable<T> items = value;
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
    public sealed override TCollection Read(ref PacketReader reader) => Create(ArrayFormatter<T>.ReadItems(ref reader, item));

    /// <summary>Makes the collection from its items, in their order.</summary>
    protected abstract TCollection Create(T[] items);

    /// <inheritdoc/>
    public sealed override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item);
    }
}
