using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="IReadOnlyDictionary{TKey, TValue}"/> as a map; it is read as a <see cref="Dictionary{TKey, TValue}"/>.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
/// <param name="key">How a key is formatted.</param>
/// <param name="item">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlyDictionaryInterfaceFormatter<TKey, TValue>(Formatter<TKey> key, Formatter<TValue> item)
    : MapFormatter<IReadOnlyDictionary<TKey, TValue>, TKey, TValue>(key, item)
    where TKey : notnull
{
    /// <inheritdoc/>
    protected override IReadOnlyDictionary<TKey, TValue> Create(Dictionary<TKey, TValue> entries) => entries;
}
