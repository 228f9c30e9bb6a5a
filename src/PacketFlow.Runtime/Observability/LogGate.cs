namespace PacketFlow.Observability;

/// <summary>Lets one line through in each interval, so that a peer cannot fill a disk; the next line says how many were held back.</summary>
internal sealed class LogGate(TimeProvider time, TimeSpan interval)
{
    private long _opensAt = long.MinValue;
    private long _held;

    /// <summary>Whether this line may be written.</summary>
    /// <param name="held">How many were held back before it.</param>
    public bool TryPass(out long held)
    {
        long now = time.GetTimestamp();
        long opensAt = Volatile.Read(ref _opensAt);
        long next = now + (long)(interval.TotalSeconds * time.TimestampFrequency);
        if (now >= opensAt && Interlocked.CompareExchange(ref _opensAt, next, opensAt) == opensAt)
        {
            held = Interlocked.Exchange(ref _held, 0);
            return true;
        }

        Interlocked.Increment(ref _held);
        held = 0;
        return false;
    }
}
