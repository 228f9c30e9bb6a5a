using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Tuple{T1, T2}"/> as an array of 2.</summary>
/// <typeparam name="T1">The type of item 1.</typeparam>
/// <typeparam name="T2">The type of item 2.</typeparam>
/// <param name="item1">How item 1 is formatted.</param>
/// <param name="item2">How item 2 is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TupleFormatter<T1, T2>(Formatter<T1> item1, Formatter<T2> item2) : Formatter<Tuple<T1, T2>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Tuple<T1, T2> value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.Enter();
        writer.WriteArrayHeader(2);
        item1.Write(ref writer, value.Item1);
        item2.Write(ref writer, value.Item2);
        writer.Leave();
    }

    /// <inheritdoc/>
    public override Tuple<T1, T2> Read(ref PacketReader reader)
    {
        reader.EnterTuple(2);
        Tuple<T1, T2> value = new(item1.Read(ref reader), item2.Read(ref reader));
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item1).Add(item2);
    }
}
