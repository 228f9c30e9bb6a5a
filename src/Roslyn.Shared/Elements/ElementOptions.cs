using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>What an [Element] attribute says; null where it says nothing.</summary>
internal sealed record ElementOptions(
    string Group,
    string Name,
    double? TimeoutSeconds,
    double? MaxTimeoutSeconds,
    bool Idempotent,
    int? Priority,
    EquatableArray<string> Aliases,
    bool Custom,
    string? Resource,
    int? Retries,
    bool AtMostOnce)
{
    // From now on it has to end within what a date can say.
    private const double LongestSeconds = 200_000_000_000;

    /// <summary>Whether it is a time at all. The analyzers say what is wrong with any other; it counts as not given.</summary>
    public static bool IsTime(double? seconds) => seconds is > 0 and < LongestSeconds;
}
