using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats bytes as binary; they are read from a base64 string too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BinaryFormatter : Formatter<byte[]>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly BinaryFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, byte[] value)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteBinary(value);
    }

    /// <inheritdoc/>
    public override byte[] Read(ref PacketReader reader) => reader.ReadBinary();
}
