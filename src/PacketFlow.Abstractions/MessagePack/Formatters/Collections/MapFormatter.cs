using System.ComponentModel;
using System.Runtime.InteropServices;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats a dictionary as a map; one with a key twice is refused.</summary>
/// <typeparam name="TMap">The dictionary's type.</typeparam>
/// <typeparam name="TKey">The key: a string, an integer, a Guid or an enum.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MapFormatter<TMap, TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item) : Formatter<TMap>
    where TMap : IEnumerable<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    /// <inheritdoc/>
    public sealed override void Write(ref PacketWriter writer, TMap value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        IEnumerable<KeyValuePair<TKey, TValue>> pairs = value;
        if (!pairs.TryGetNonEnumeratedCount(out int count))
        {
            KeyValuePair<TKey, TValue>[] all = [.. pairs];
            (pairs, count) = (all, all.Length);
        }

        writer.Enter();
        writer.WriteMapHeader(count);
        foreach ((TKey name, TValue each) in pairs)
        {
            key.Write(ref writer, name);
            item.Write(ref writer, each);
        }

        writer.Leave();
    }

    /// <inheritdoc/>
    public sealed override TMap Read(ref PacketReader reader)
    {
        int map = reader.Position, count = reader.EnterMap();
        reader.Allow(map, count, Growth.OfEntry<TKey, TValue>());
        Dictionary<TKey, TValue> entries = new(count, ItemComparer<TKey>.Default);
        for (int i = 0; i < count; i++)
        {
            int start = reader.Position;
            TKey name = key.Read(ref reader);
            ref TValue? value = ref CollectionsMarshal.GetValueRefOrAddDefault(entries, name, out bool exists);
            if (exists)
            {
                reader.ThrowDuplicateKey(start);
            }

            value = item.Read(ref reader);
        }

        reader.Leave();
        return Create(entries);
    }

    /// <summary>Makes the dictionary from its entries.</summary>
    protected abstract TMap Create(Dictionary<TKey, TValue> entries);

    /// <inheritdoc/>
    public sealed override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(key).Add(item);
    }
}
