using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats a value type that may be missing; null is nil.</summary>
/// <typeparam name="T">The value type.</typeparam>
/// <param name="inner">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NullableFormatter<T>(Formatter<T> inner) : Formatter<T?>
    where T : struct
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, T? value)
    {
        if (value is { } present)
        {
            inner.Write(ref writer, present);
        }
        else
        {
            writer.WriteNil();
        }
    }

    /// <inheritdoc/>
    public override T? Read(ref PacketReader reader) => reader.TryReadNil() ? null : inner.Read(ref reader);

    /// <inheritdoc/>
    public override void Describe(PayloadSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        schema.Add(inner);
    }
}
