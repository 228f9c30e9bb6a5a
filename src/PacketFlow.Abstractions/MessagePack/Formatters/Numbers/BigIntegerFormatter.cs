using System.ComponentModel;
using System.Globalization;
using System.Numerics;

namespace PacketFlow.CompilerServices;

/// <summary>Formats <see cref="BigInteger"/> as a string of digits; it is read from numbers too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class BigIntegerFormatter : Formatter<BigInteger>
{
    /// <summary>Parsing takes more than linear time: a frame full of digits must not hold a core.</summary>
    private const int MaxDigits = 16_384;

    /// <summary>The one that generated code uses.</summary>
    public static readonly BigIntegerFormatter Instance = new();

    /// <inheritdoc/>
    public override void Write(ref PacketWriter writer, BigInteger value)
    {
        string digits = value.ToString("D", CultureInfo.InvariantCulture);
        if (digits.Length > MaxDigits)
        {
            writer.Throw($"an integer of more than {MaxDigits} digits; send it as binary", ErrorCodes.TooLarge);
        }

        writer.WriteString(digits);
    }

    /// <inheritdoc/>
    public override BigInteger Read(ref PacketReader reader)
    {
        int start = reader.Position;
        switch (reader.PeekKind())
        {
            case PacketKind.Float:
                double number = reader.ReadDouble();
                if (Math.Truncate(number) != number || double.IsInfinity(number))
                {
                    reader.ThrowInvalid(start, "integer");
                }

                return new BigInteger(number);
            case PacketKind.String:
                string digits = reader.ReadString();
                if (digits.Length > MaxDigits)
                {
                    reader.Throw(start, $"an integer of more than {MaxDigits} digits", ErrorCodes.TooLarge);
                }

                if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value))
                {
                    reader.ThrowInvalid(start, "integer");
                }

                return value;
            default:
                return reader.ReadInteger(Int128.MinValue, Int128.MaxValue, "integer");
        }
    }
}
