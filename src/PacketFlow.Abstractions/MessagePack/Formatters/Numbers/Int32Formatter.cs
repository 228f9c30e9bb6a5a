using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="int"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int32Formatter : Formatter<int>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly Int32Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, int value) => writer.WriteInt32(value);

    /// <inheritdoc/>
    public override int Read(ref PacketReader reader) => reader.ReadInt32();
}
