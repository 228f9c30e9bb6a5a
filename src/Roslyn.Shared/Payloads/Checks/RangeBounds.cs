using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>What [Range] was given: numbers, or texts of numbers.</summary>
/// <param name="Minimum">The lower bound.</param>
/// <param name="Maximum">The upper bound.</param>
/// <param name="IsAbove">Whether the lower bound itself is outside.</param>
/// <param name="IsBelow">Whether the upper bound itself is outside.</param>
internal sealed record RangeBounds(object Minimum, object Maximum, bool IsAbove, bool IsBelow)
{
    public string Above => IsAbove ? ">" : ">=";

    public string Below => IsBelow ? "<" : "<=";

    public static RangeBounds? Of(AttributeData attribute)
    {
        int first = attribute.TypeAt(0) is null ? 0 : 1;
        return attribute.ValueAt(first) is { } minimum && attribute.ValueAt(first + 1) is { } maximum
            ? new(minimum, maximum, attribute.Named<bool>("MinimumIsExclusive") ?? false, attribute.Named<bool>("MaximumIsExclusive") ?? false)
            : null;
    }
}
