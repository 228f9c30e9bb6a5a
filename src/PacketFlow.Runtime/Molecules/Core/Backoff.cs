namespace PacketFlow.Molecules.Core;

/// <summary>How often what failed is tried again, and how long it waits for that.</summary>
/// <param name="MaxRetries">Tries after the first, where the element does not say.</param>
/// <param name="FirstMilliseconds">Before the first retry.</param>
/// <param name="Multiplier">By how much each wait is longer than the one before.</param>
internal sealed record Backoff(int MaxRetries, double FirstMilliseconds, double Multiplier)
{
    private const double LongestMilliseconds = 30_000;

    /// <summary>Three tries more: after one second, two and four.</summary>
    public static Backoff Default { get; } = new(3, 1000, 2);

    /// <summary>
    /// The wait before the next try, thirty seconds at most, spread by a tenth so that what failed together does not return together. The
    /// spread comes from the key: the core has no randomness, and a replay must see the same moment.
    /// </summary>
    public long Milliseconds(int failures, string key, TimeSpan? retryAfter)
    {
        double wait = Math.Min(LongestMilliseconds, FirstMilliseconds * Math.Pow(Multiplier, failures - 1));
        double spread = 0.9 + (0.2 * (Hash(key, failures) / (double)uint.MaxValue));
        return (long)Math.Max(wait * spread, retryAfter?.TotalMilliseconds ?? 0);
    }

    private static uint Hash(string key, int failures)
    {
        uint hash = 2166136261;
        foreach (char unit in key)
        {
            hash = (hash ^ unit) * 16777619;
        }

        hash = (hash ^ (uint)failures) * 16777619;
        return hash ^ (hash >> 15);
    }
}
