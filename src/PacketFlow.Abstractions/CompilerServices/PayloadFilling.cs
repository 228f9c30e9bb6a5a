using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Gives collections that an object made for itself, and that nothing can replace, the items that were read.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PayloadFilling
{
    /// <summary>Puts the items in the place of those that are there; nil is no items.</summary>
    /// <returns>False if there is no collection, or none that takes items.</returns>
    public static bool Fill<T>(ICollection<T>? target, IEnumerable<T>? items)
    {
        if (target is null || target.IsReadOnly)
        {
            return items is null && target is null;
        }

        target.Clear();
        foreach (T item in items ?? [])
        {
            target.Add(item);
        }

        return true;
    }

    /// <summary>Puts the entries in the place of those that are there. What the dictionary takes for one key gets the last value.</summary>
    /// <returns>False if there is no dictionary, or none that takes entries.</returns>
    public static bool Fill<TKey, TValue>(IDictionary<TKey, TValue>? target, IEnumerable<KeyValuePair<TKey, TValue>>? entries)
    {
        if (target is null || target.IsReadOnly)
        {
            return entries is null && target is null;
        }

        target.Clear();
        foreach ((TKey key, TValue value) in entries ?? [])
        {
            target[key] = value;
        }

        return true;
    }
}
