using System.ComponentModel;
using System.Globalization;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="decimal"/> as a string, which keeps its digits; it is read from numbers too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DecimalFormatter : Formatter<decimal>
{
    private const int MaxLength = 31;
    private const double Limit = 79228162514264337593543950336.0; // 2^96: what decimal's digits cannot reach

    /// <summary>The one that generated code uses.</summary>
    public static readonly DecimalFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, decimal value) => writer.WriteFormatted(value, "G", MaxLength);

    /// <inheritdoc/>
    public override decimal Read(ref PacketReader reader)
    {
        int start = reader.Position;
        switch (reader.PeekKind())
        {
            case PacketKind.Integer:
                return (decimal)reader.ReadInteger(Int128.MinValue, Int128.MaxValue, "decimal");
            case PacketKind.Float:
                double number = reader.ReadDouble();
                if (!(Math.Abs(number) < Limit))
                {
                    reader.ThrowInvalid(start, "decimal");
                }

                return (decimal)number;
            default:
                if (!decimal.TryParse(reader.ReadUtf8(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value))
                {
                    reader.ThrowInvalid(start, "decimal");
                }

                return value;
        }
    }
}
