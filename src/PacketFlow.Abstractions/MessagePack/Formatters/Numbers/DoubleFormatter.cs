using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="double"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DoubleFormatter : Formatter<double>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly DoubleFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, double value) => writer.WriteDouble(value);

    /// <inheritdoc/>
    public override double Read(ref PacketReader reader) => reader.ReadDouble();
}
