using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>From where to where a number may be.</summary>
/// <param name="Pattern">What a number outside matches; null if no number of its type is outside.</param>
/// <param name="Text">The rule in words.</param>
/// <param name="Minimum">The lower bound as the attribute has it.</param>
/// <param name="Maximum">The upper bound as the attribute has it.</param>
internal sealed record RangeRule(string? Pattern, string Text, object Minimum, object Maximum)
{
    private static readonly RangeRule Nothing = new(null, "", "", "");

    /// <summary>False if the bounds are none, or the member is no number.</summary>
    public static bool TryParse(AttributeData attribute, ITypeSymbol type, FieldNullability nullability, out RangeRule rule)
    {
        rule = Nothing;
        if (RangeBounds.Of(attribute) is not { } range || NumberBounds.Of(type, range) is not { } bounds)
        {
            return false;
        }

        string low = NumberBounds.Text(range.Minimum), high = NumberBounds.Text(range.Maximum);
        string text = (bounds.Low, bounds.High) switch
        {
            (_, null) => range.IsAbove ? $"more than {low}" : $"at least {low}",
            (null, _) => range.IsBelow ? $"less than {high}" : $"at most {high}",
            _ when !range.IsAbove && !range.IsBelow => $"from {low} to {high}",
            _ => $"{(range.IsAbove ? "more than" : "at least")} {low} and {(range.IsBelow ? "less than" : "at most")} {high}",
        };
        rule = new RangeRule(PatternOf(bounds, nullability == FieldNullability.NullableValue), "must be " + text, low, high);
        return true;
    }

    // Said as what is inside, so that NaN, which is neither below nor above, is outside.
    private static string? PatternOf(NumberBounds bounds, bool isNullable) => (bounds.Low, bounds.High) switch
    {
        (null, null) => null,
        ({ } low, { } high) => isNullable ? $"not (null or ({low} and {high}))" : $"not ({low} and {high})",
        var (low, high) => isNullable ? $"not (null or {low ?? high})" : $"not {low ?? high}",
    };
}
