using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ushort"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt16Formatter : Formatter<ushort>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly UInt16Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, ushort value) => writer.WriteUInt16(value);

    /// <inheritdoc/>
    public override ushort Read(ref PacketReader reader) => reader.ReadUInt16();
}
