using System.ComponentModel;
using PacketFlow.MessagePack;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Stack{T}"/> as an array, top first.</summary>
/// <typeparam name="T">The item type.</typeparam>
/// <param name="item">How an item is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StackFormatter<T>(Formatter<T> item) : SequenceFormatter<Stack<T>, T>(item, Growth.OfItem<T>())
{
    /// <inheritdoc/>
    protected override Stack<T> Create(T[] items)
    {
        Array.Reverse(items);
        return new Stack<T>(items);
    }
}
