using System.Numerics;

namespace PacketFlow.Observability;

/// <summary>
/// The buckets of durations: powers of two from 1.024 us to 68.7 s, so that a duration's bucket is its number of bits.
/// </summary>
internal static class DurationBuckets
{
    private const int LowestBits = 10;

    /// <summary>The upper bounds, and one bucket for all that is longer.</summary>
    public const int Count = 28;

    /// <summary>The upper bounds in seconds: 1.024 us, 2.048 us, ... 68.7 s.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [.. Enumerable.Range(LowestBits, Count - 1).Select(static bits => (1L << bits) / 1e9)];

    /// <summary>The bucket of a duration; one that equals a bound is in that bound's bucket.</summary>
    public static int Of(long nanoseconds) =>
        nanoseconds <= 1L << LowestBits ? 0 : Math.Min(BitOperations.Log2((ulong)nanoseconds - 1) - LowestBits + 1, Count - 1);
}
