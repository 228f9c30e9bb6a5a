using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="long"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int64Formatter : Formatter<long>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly Int64Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, long value) => writer.WriteInt64(value);

    /// <inheritdoc/>
    public override long Read(ref PacketReader reader) => reader.ReadInt64();
}
