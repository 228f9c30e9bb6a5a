using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="uint"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt32Formatter : Formatter<uint>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly UInt32Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, uint value) => writer.WriteUInt32(value);

    /// <inheritdoc/>
    public override uint Read(ref PacketReader reader) => reader.ReadUInt32();
}
