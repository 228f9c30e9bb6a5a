using System.ComponentModel;

namespace PacketFlow.CompilerServices;

// C# cannot say "any number of items": one class for each number, from one to seven, all alike.

/// <summary>Formats <see cref="Tuple{T1}"/> as an array of 1.</summary>
/// <typeparam name="T1">The type of item 1.</typeparam>
/// <param name="item1">How item 1 is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class TupleFormatter<T1>(Formatter<T1> item1) : Formatter<Tuple<T1>>
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Tuple<T1> value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.Enter();
        writer.WriteArrayHeader(1);
        item1.Write(ref writer, value.Item1);
        writer.Leave();
    }

    /// <inheritdoc/>
    public override Tuple<T1> Read(ref PacketReader reader)
    {
        reader.EnterTuple(1);
        Tuple<T1> value = new(item1.Read(ref reader));
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(item1);
    }
}
