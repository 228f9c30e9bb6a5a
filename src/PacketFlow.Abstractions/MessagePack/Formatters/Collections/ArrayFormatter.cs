using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ArrayFormatter<T>(Formatter<T> item) : Formatter<T[]>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, T[] value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        WriteItems(ref writer, value, item);
    }

    /// <inheritdoc/>
    public override T[] Read(ref PacketReader reader) => ReadItems(ref reader, item, Growth.OfItem<T>());

    internal static void WriteItems(ref PacketWriter writer, ReadOnlySpan<T> items, Formatter<T> item)
    {
        writer.Enter();
        writer.WriteArrayHeader(items.Length);
        foreach (T each in items)
        {
            item.Write(ref writer, each);
        }

        writer.Leave();
    }

    internal static T[] ReadItems(ref PacketReader reader, Formatter<T> item, int size)
    {
        int start = reader.Position, count = reader.EnterArray();
        reader.Allow(start, count, size);
        T[] items = count == 0 ? [] : new T[count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = item.Read(ref reader);
        }

        reader.Leave();
        return items;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item);
    }
}
