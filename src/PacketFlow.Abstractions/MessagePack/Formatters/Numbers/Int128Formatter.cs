using System.ComponentModel;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="Int128"/> as a string of digits; it is read from numbers too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Int128Formatter : Formatter<Int128>
{
    private const int MaxLength = 40;

    /// <summary>The one that generated code uses.</summary>
    public static readonly Int128Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, Int128 value) => writer.WriteFormatted(value, "D", MaxLength);

    /// <inheritdoc/>
    public override Int128 Read(ref PacketReader reader) => reader.ReadInteger(Int128.MinValue, Int128.MaxValue, "int128");
}
