using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="sbyte"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SByteFormatter : Formatter<sbyte>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly SByteFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, sbyte value) => writer.WriteSByte(value);

    /// <inheritdoc/>
    public override sbyte Read(ref PacketReader reader) => reader.ReadSByte();
}
