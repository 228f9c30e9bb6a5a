using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats bytes as binary; they are read into memory of their own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MemoryFormatter : Formatter<Memory<byte>>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly MemoryFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Memory<byte> value) => writer.WriteBinary(value.Span);

    /// <inheritdoc/>
    public override Memory<byte> Read(ref PacketReader reader) => reader.ReadBinary();
}
