using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IDictionary{TKey, TValue}"/> as a map; it is read as a <see cref="Dictionary{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DictionaryInterfaceFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item)
    : MapFormatter<IDictionary<TKey, TValue>, TKey, TValue>(key, item)
    where TKey : notnull
{
    /// <inheritdoc/>
    protected override IDictionary<TKey, TValue> Create(Dictionary<TKey, TValue> entries) => entries;
}
