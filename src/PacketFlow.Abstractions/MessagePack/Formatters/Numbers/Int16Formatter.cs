using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="short"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int16Formatter : Formatter<short>
{
    /// <summary>The one that generated code uses.</summary>
    public static readonly Int16Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, short value) => writer.WriteInt16(value);

    /// <inheritdoc/>
    public override short Read(ref PacketReader reader) => reader.ReadInt16();
}
