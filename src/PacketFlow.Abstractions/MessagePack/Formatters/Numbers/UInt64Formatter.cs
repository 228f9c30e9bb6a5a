using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="ulong"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt64Formatter : Formatter<ulong>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly UInt64Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, ulong value) => writer.WriteUInt64(value);

    /// <inheritdoc/>
    public override ulong Read(ref PacketReader reader) => reader.ReadUInt64();
}
