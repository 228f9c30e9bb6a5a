using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="SortedDictionary{TKey, TValue}"/> as a map.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SortedDictionaryFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item)
    : MapFormatter<SortedDictionary<TKey, TValue>, TKey, TValue>(key, item)
    where TKey : notnull
{
    /// <inheritdoc/>
    protected override SortedDictionary<TKey, TValue> Create(Dictionary<TKey, TValue> entries) => new(entries);
}
