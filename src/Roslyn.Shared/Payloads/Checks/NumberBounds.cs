using System.Globalization;
using Microsoft.CodeAnalysis;
using PacketFlow.Text;

namespace PacketFlow.Payloads;

/// <summary>The bounds of a range as patterns for one type of number.</summary>
/// <param name="Low">What a number that is large enough matches: <c>>= 1</c>; null if all of its type are.</param>
/// <param name="High">What a number that is small enough matches; null if all of its type are.</param>
internal sealed record NumberBounds(string? Low, string? High)
{
    // Beyond every integer that has a special type, and far from what decimal cannot count.
    private const decimal Far = 1e20m;

    /// <summary>Null if the type is no number, or no number of it is inside.</summary>
    public static NumberBounds? Of(ITypeSymbol type, RangeBounds range) => type.SpecialType switch
    {
        SpecialType.System_SByte => OfIntegers(range, sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => OfIntegers(range, byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => OfIntegers(range, short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 => OfIntegers(range, ushort.MinValue, ushort.MaxValue),
        SpecialType.System_Int32 => OfIntegers(range, int.MinValue, int.MaxValue),
        SpecialType.System_UInt32 => OfIntegers(range, uint.MinValue, uint.MaxValue),
        SpecialType.System_Int64 => OfIntegers(range, long.MinValue, long.MaxValue),
        SpecialType.System_UInt64 => OfIntegers(range, ulong.MinValue, ulong.MaxValue),
        SpecialType.System_Single or SpecialType.System_Double => OfBinary(range, isSingle: type.SpecialType == SpecialType.System_Single),
        SpecialType.System_Decimal => OfDecimals(range),
        _ => null,
    };

    /// <summary>A bound as people read it.</summary>
    public static string Text(object bound) => Convert.ToString(bound, CultureInfo.InvariantCulture);

    private static NumberBounds? OfIntegers(RangeBounds range, decimal smallest, decimal largest)
    {
        if (!TryDecimal(range.Minimum, out decimal minimum) || !TryDecimal(range.Maximum, out decimal maximum))
        {
            return null;
        }

        (minimum, maximum) = (Math.Max(-Far, Math.Min(Far, minimum)), Math.Max(-Far, Math.Min(Far, maximum)));
        decimal least = range.IsAbove ? Math.Floor(minimum) + 1 : Math.Ceiling(minimum);
        decimal most = range.IsBelow ? Math.Ceiling(maximum) - 1 : Math.Floor(maximum);
        return least > most || least > largest || most < smallest ? null : new(
            least > smallest ? $">= {least.ToString("0", CultureInfo.InvariantCulture)}" : null,
            most < largest ? $"<= {most.ToString("0", CultureInfo.InvariantCulture)}" : null);
    }

    private static NumberBounds? OfDecimals(RangeBounds range)
    {
        if (!TryDecimal(range.Minimum, out decimal minimum) || !TryDecimal(range.Maximum, out decimal maximum) || IsEmpty(minimum, maximum, range))
        {
            return null;
        }

        return new(
            minimum > decimal.MinValue ? $"{range.Above} {minimum.ToString(CultureInfo.InvariantCulture)}m" : null,
            maximum < decimal.MaxValue ? $"{range.Below} {maximum.ToString(CultureInfo.InvariantCulture)}m" : null);
    }

    private static NumberBounds? OfBinary(RangeBounds range, bool isSingle)
    {
        if (!TryDouble(range.Minimum, out double minimum) || !TryDouble(range.Maximum, out double maximum) || IsEmpty(minimum, maximum, range))
        {
            return null;
        }

        return new(
            double.IsNegativeInfinity(minimum) ? null : $"{range.Above} {Literal(minimum)}",
            double.IsPositiveInfinity(maximum) ? null : $"{range.Below} {Literal(maximum)}");

        string Literal(double value) => isSingle ? Literals.OfConstant((float)value, "float") : Literals.Of(value);
    }

    private static bool IsEmpty<T>(T minimum, T maximum, RangeBounds range)
        where T : IComparable<T>, IEquatable<T> =>
        minimum.CompareTo(maximum) > 0 || (minimum.Equals(maximum) && (range.IsAbove || range.IsBelow));

    // From doubles as they are written: 0.1 is 0.1, not the nearest sum of powers of two.
    private static bool TryDecimal(object bound, out decimal value)
    {
        bool isNumber = TryDouble(bound, out double number) && !double.IsNaN(number);
        value = number >= (double)decimal.MaxValue ? decimal.MaxValue
            : number <= (double)decimal.MinValue ? decimal.MinValue
            : bound is string text && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) ? exact
            : isNumber ? (decimal)number : 0;
        return isNumber;
    }

    private static bool TryDouble(object bound, out double value)
    {
        value = bound switch { int number => number, double number => number, _ => double.NaN };
        return bound is int or double || double.TryParse(bound as string, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
