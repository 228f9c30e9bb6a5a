using System.ComponentModel;
using System.Runtime.InteropServices;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="List{T}"/> as an array.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ListFormatter<T>(Formatter<T> item) : Formatter<List<T>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, List<T> value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        ArrayFormatter<T>.WriteItems(ref writer, CollectionsMarshal.AsSpan(value), item);
    }

    /// <inheritdoc/>
    public override List<T> Read(ref PacketReader reader)
    {
        int start = reader.Position, count = reader.EnterArray();
        reader.Allow(start, count, Growth.OfItem<T>());
        List<T> items = new(count);
        for (int i = 0; i < count; i++)
        {
            items.Add(item.Read(ref reader));
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
