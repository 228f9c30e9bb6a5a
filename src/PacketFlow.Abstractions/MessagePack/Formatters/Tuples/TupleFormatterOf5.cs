using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Tuple{T1, T2, T3, T4, T5}"/> as an array of 5.</summary>
/// <typeparam name="T1">The type of item 1.</typeparam>
/// <typeparam name="T2">The type of item 2.</typeparam>
/// <typeparam name="T3">The type of item 3.</typeparam>
/// <typeparam name="T4">The type of item 4.</typeparam>
/// <typeparam name="T5">The type of item 5.</typeparam>
/// <param name="item1">How item 1 is formatted.</param>
/// <param name="item2">How item 2 is formatted.</param>
/// <param name="item3">How item 3 is formatted.</param>
/// <param name="item4">How item 4 is formatted.</param>
/// <param name="item5">How item 5 is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TupleFormatter<T1, T2, T3, T4, T5>(
    Formatter<T1> item1,
    Formatter<T2> item2,
    Formatter<T3> item3,
    Formatter<T4> item4,
    Formatter<T5> item5)
    : Formatter<Tuple<T1, T2, T3, T4, T5>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Tuple<T1, T2, T3, T4, T5> value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.Enter();
        writer.WriteArrayHeader(5);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        item3.Write(ref writer, value.Item3);
        item4.Write(ref writer, value.Item4);
        item5.Write(ref writer, value.Item5);
        writer.Leave();
    }

    /// <inheritdoc/>
    public override Tuple<T1, T2, T3, T4, T5> Read(ref PacketReader reader)
    {
        reader.EnterTuple(5);
        Tuple<T1, T2, T3, T4, T5> value = new(
            item1.Read(ref reader),
            item2.Read(ref reader),
            item3.Read(ref reader),
            item4.Read(ref reader),
            item5.Read(ref reader));
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item1).Add(item2).Add(item3).Add(item4).Add(item5);
    }
}
