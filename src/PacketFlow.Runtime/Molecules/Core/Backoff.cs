namespace PacketFlow.Molecules.Core;

/// <summary>How long to wait before the next try.</summary>
internal static class Backoff
{
    private const double FirstSeconds = 1;
    private const double LongestSeconds = 30;

    /// <summary>
    /// One second, doubled with each failure up to thirty, spread by a tenth so that what failed together does not return together. The
    /// spread comes from the key: the core has no randomness, and a replay must see the same moment.
    /// </summary>
    public static long Milliseconds(int failures, string key, TimeSpan? retryAfter)
    {
        double seconds = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Min(failures - 1, 10)));
        double spread = 0.9 + (0.2 * (Hash(key, failures) / (double)uint.MaxValue));
        return (long)Math.Max(seconds * spread * 1000, retryAfter?.TotalMilliseconds ?? 0);
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
