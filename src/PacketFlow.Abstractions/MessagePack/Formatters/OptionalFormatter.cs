using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats a reference type that is declared nullable; null is nil.</summary>
/// <typeparam name="T">The reference type.</typeparam>
/// <param name="inner">How a value is formatted.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionalFormatter<T>(Formatter<T> inner) : Formatter<T?>
    where T : class
{
    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, T? value)
    {
        if (value is null)
        {
            writer.WriteNil();
        }
        else
        {
            inner.Write(ref writer, value);
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
