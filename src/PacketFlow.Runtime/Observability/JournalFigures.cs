namespace PacketFlow.Observability;

/// <summary>How the journal does: what its appends took, how many failed, and whether it is in trouble now.</summary>
internal sealed class JournalFigures(TimeProvider time)
{
    // A run that was refused is not tried again by itself: so long it counts as trouble if nothing is written after it.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly StripedCounts _durations = new(DurationBuckets.Count + 1);
    private long _failures;
    private long _failedAt;
    private int _waiting;
    private volatile string? _reason;

    public long Failures => Interlocked.Read(ref _failures);

    public double Seconds => _durations.Total(DurationBuckets.Count) / 1e9;

    /// <summary>Why it takes no records; null if it does, as far as anybody knows.</summary>
    public string? Trouble => _reason is { } reason && (Volatile.Read(ref _waiting) > 0 || time.GetElapsedTime(Interlocked.Read(ref _failedAt)) < Remembered) ? reason : null;

    public long Bucket(int bucket) => _durations.Total(bucket);

    public void Appended(long nanoseconds)
    {
        _durations.Add(DurationBuckets.Of(nanoseconds));
        _durations.Add(DurationBuckets.Count, nanoseconds);
    }

    /// <summary>It took records.</summary>
    public void Recovered()
    {
        if (_reason is not null && Volatile.Read(ref _waiting) == 0)
        {
            _reason = null;
        }
    }

    /// <summary>It did not take records.</summary>
    public void Failed(string reason)
    {
        Interlocked.Increment(ref _failures);
        Interlocked.Exchange(ref _failedAt, time.GetTimestamp());
        _reason = reason;
    }

    /// <summary>So many more runs, or fewer, try again until it takes their records.</summary>
    public void CountWaiting(int more) => Interlocked.Add(ref _waiting, more);
}
