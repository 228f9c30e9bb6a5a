using System.Collections.Immutable;
using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ImmutableDictionary{TKey, TValue}"/> as a map.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ImmutableDictionaryFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item)
    : MapFormatter<ImmutableDictionary<TKey, TValue>, TKey, TValue>(key, item)
    where TKey : notnull
{
    /// <inheritdoc/>
    protected override ImmutableDictionary<TKey, TValue> Create(Dictionary<TKey, TValue> entries) => entries.ToImmutableDictionary(ItemComparer<TKey>.Default);
}
