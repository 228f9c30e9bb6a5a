namespace PacketFlow.Molecules;

/// <summary>Which run must be looked at when: one timer for all of them. Moments are milliseconds of the clock that it is given.</summary>
internal sealed class WakeQueue : IDisposable
{
    // Timers take no more than some 49 days; what lies beyond is looked at again then.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    // What is left of runs that are wanted no more is cleared away when it is more than this.
    private const int LargestRest = 1024;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<string, long> _queue = new();
    private readonly Dictionary<string, long> _earliest = new(StringComparer.Ordinal);
    private readonly Func<long> _now;
    private readonly Action<string> _wake;
    private readonly ITimer _timer;
    private long _armed = long.MaxValue;
    private bool _isDisposed;

    public WakeQueue(TimeProvider time, Func<long> now, Action<string> wake)
    {
        (_now, _wake) = (now, wake);
        _timer = time.CreateTimer(static state => ((WakeQueue)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _earliest.Count;
            }
        }
    }

    /// <summary>The next moment at which a run must be looked at; null if there is none.</summary>
    public long? NextDue
    {
        get
        {
            lock (_lock)
            {
                return _earliest.Count == 0 ? null : _earliest.Values.Min();
            }
        }
    }

    /// <summary>Wakes a run at a moment, or earlier if that was asked before.</summary>
    public void Add(string run, long due)
    {
        lock (_lock)
        {
            if (_earliest.TryGetValue(run, out long earlier) && earlier <= due)
            {
                return;
            }

            _earliest[run] = due;
            _queue.Enqueue(run, due);
            Arm();
        }
    }

    /// <summary>Wakes a run no more.</summary>
    public void Remove(string run)
    {
        lock (_lock)
        {
            if (_earliest.Remove(run) && _queue.Count > 2 * _earliest.Count + LargestRest)
            {
                _queue.Clear();
                _queue.EnqueueRange(_earliest.Select(static one => (one.Key, one.Value)));
            }
        }
    }

    /// <summary>Wakes nobody any more. What is still added is only counted.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
    }

    private void Arm()
    {
        if (!_isDisposed && _queue.TryPeek(out _, out long due) && due < _armed)
        {
            _armed = due;
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Max(0, due - _now()));
            _timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    private void Ring()
    {
        List<string> due = [];
        lock (_lock)
        {
            _armed = long.MaxValue;
            long now = _now();
            while (_queue.TryPeek(out string? run, out long at) && at <= now)
            {
                _queue.Dequeue();
                if (_earliest.TryGetValue(run, out long earliest) && earliest == at)
                {
                    _earliest.Remove(run);
                    due.Add(run);
                }
            }

            Arm();
        }

        due.ForEach(_wake);
    }
}
