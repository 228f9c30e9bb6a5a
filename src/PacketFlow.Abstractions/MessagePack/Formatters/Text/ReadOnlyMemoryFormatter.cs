using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats bytes as binary; they are read into memory of their own.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ReadOnlyMemoryFormatter : Formatter<ReadOnlyMemory<byte>>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly ReadOnlyMemoryFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBinary(value.Span);

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Read(ref PacketReader reader) => reader.ReadBinary();
}
