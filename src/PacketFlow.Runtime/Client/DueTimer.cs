namespace PacketFlow.Client;

/// <summary>
/// Wakes somebody when the first of many times has come. Most atoms are over long before: setting a later time than the first costs
/// a comparison, and dropping one nothing.
/// </summary>
internal sealed class DueTimer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Func<long, long> _wake;
    private readonly ITimer _timer;
    private long _first = long.MaxValue;

    /// <param name="time">The clock.</param>
    /// <param name="wake">Takes the time that it is, and gives the next one to wake at.</param>
    public DueTimer(TimeProvider time, Func<long, long> wake)
    {
        _time = time;
        _wake = wake;
        _timer = time.CreateTimer(static timer => ((DueTimer)timer!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Wakes at a time, unless it wakes earlier anyway.</summary>
    public void WakeAt(long timestamp)
    {
        if (timestamp >= Volatile.Read(ref _first))
        {
            return;
        }

        lock (_lock)
        {
            if (timestamp < _first)
            {
                Volatile.Write(ref _first, timestamp);
                TimeSpan wait = _time.GetElapsedTime(_time.GetTimestamp(), timestamp) + Shortest;
                _timer.Change(wait < Shortest ? Shortest : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        lock (_lock)
        {
            Volatile.Write(ref _first, long.MaxValue);
        }

        long next = _wake(_time.GetTimestamp());
        if (next != long.MaxValue)
        {
            WakeAt(next);
        }
    }
}
