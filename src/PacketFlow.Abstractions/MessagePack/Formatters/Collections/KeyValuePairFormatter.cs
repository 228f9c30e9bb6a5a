using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="KeyValuePair{TKey, TValue}"/> as an array of two.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyValuePairFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item)
    : Formatter<KeyValuePair<TKey, TValue>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, KeyValuePair<TKey, TValue> value)
    {
        writer.Enter();
        writer.WriteArrayHeader(2);
        key.Write(ref writer, value.Key);
        item.Write(ref writer, value.Value);
        writer.Leave();
    }

    /// <inheritdoc/>
    public override KeyValuePair<TKey, TValue> Read(ref PacketReader reader)
    {
        reader.EnterTuple(2);
        KeyValuePair<TKey, TValue> value = new(key.Read(ref reader), item.Read(ref reader));
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(key).Add(item);
    }
}
