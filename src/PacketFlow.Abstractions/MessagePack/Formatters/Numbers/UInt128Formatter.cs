using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="UInt128"/> as a string of digits; it is read from numbers too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UInt128Formatter : Formatter<UInt128>
{
    private const int MaxLength = 39;

    /// <summary>The one that generated code uses.</summary>
    public static readonly UInt128Formatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, UInt128 value) => writer.WriteFormatted(value, "D", MaxLength);

    /// <inheritdoc/>
    public override UInt128 Read(ref PacketReader reader)
    {
        if (reader.PeekKind() != PacketKind.String)
        {
            return (UInt128)reader.ReadInteger(0, Int128.MaxValue, "uint128");
        }

        int start = reader.Position;
        if (!UInt128.TryParse(reader.ReadUtf8(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out UInt128 value))
        {
            reader.ThrowInvalid(start, "uint128");
        }

        return value;
    }
}
