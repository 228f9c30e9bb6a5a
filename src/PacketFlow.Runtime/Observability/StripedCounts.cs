namespace PacketFlow.Observability;

/// <summary>
/// Counts that many threads add to without getting in each other's way: each thread adds in its own stripe as long as there are no more of them
/// than stripes; whoever reads adds the stripes up.
/// </summary>
internal sealed class StripedCounts
{
    // Before and behind the counts, so that no two stripes share a line of the cache.
    private const int Gap = 8;
    private const int MostStripes = 16;

    private static readonly int s_mask = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, MostStripes)) - 1;

    private readonly long[][] _stripes;

    public StripedCounts(int counts) => _stripes = [.. Enumerable.Range(0, s_mask + 1).Select(_ => new long[Gap + counts + Gap])];

    public void Add(int count, long more = 1) => Interlocked.Add(ref _stripes[Environment.CurrentManagedThreadId & s_mask][Gap + count], more);

    public long Total(int count)
    {
        long total = 0;
        foreach (long[] stripe in _stripes)
        {
            total += Volatile.Read(ref stripe[Gap + count]);
        }

        return total;
    }
}
