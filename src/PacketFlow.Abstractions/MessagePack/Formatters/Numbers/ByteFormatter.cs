using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="byte"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ByteFormatter : Formatter<byte>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly ByteFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, byte value) => writer.WriteByte(value);

    /// <inheritdoc/>
    public override byte Read(ref PacketReader reader) => reader.ReadByte();
}
