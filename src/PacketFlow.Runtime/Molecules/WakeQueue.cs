namespace PacketFlow.Molecules;

/// <summary>What must be looked at when, mostly runs: one timer for all of them.</summary>
internal sealed class WakeQueue<T> : IDisposable
    where T : notnull
{
    // The clock on the wall may be put forward, or go on while the machine sleeps: what has become due by that is seen then.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // What is left of those that are wanted no more is cleared away when it is more than this.
    private const int LargestRest = 1024;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(T One, long Due), long> _queue = new();
    private readonly Dictionary<T, (long At, long Due)> _earliest = [];
    private readonly Func<long> _wall;
    private readonly Func<long> _uptime;
    private readonly Action<T, long> _wake;
    private readonly ITimer _timer;
    private SteadyClock _clock;
    private long _armed = long.MaxValue;
    private bool _isDisposed;

    public WakeQueue(TimeProvider time, Func<long> wall, Func<long> uptime, Action<T, long> wake)
    {
        (_wall, _uptime, _wake) = (wall, uptime, wake);
        _clock = new SteadyClock(wall(), uptime());
        _timer = time.CreateTimer(static state => ((WakeQueue<T>)state!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
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

    /// <summary>How many milliseconds it is to the next moment at which one must be looked at; the most there are if there is none.</summary>
    public long NextWait
    {
        get
        {
            lock (_lock)
            {
                return _earliest.Count == 0 ? long.MaxValue : _earliest.Values.Min(static entry => entry.At) - Now();
            }
        }
    }

    /// <summary>Wakes one after so many milliseconds, or earlier if that was asked before.</summary>
    /// <param name="one">Which.</param>
    /// <param name="due">What it is told then: the moment for which it waited.</param>
    /// <param name="wait">How long it is until then.</param>
    public void Add(T one, long due, long wait)
    {
        lock (_lock)
        {
            long at = Now() + wait;
            if (_earliest.TryGetValue(one, out (long At, long) earlier) && earlier.At <= at)
            {
                return;
            }

            _earliest[one] = (at, due);
            _queue.Enqueue((one, due), at);
            Arm();
        }
    }

    /// <summary>Wakes it no more.</summary>
    public void Remove(T one)
    {
        lock (_lock)
        {
            if (_earliest.Remove(one) && _queue.Count > 2 * _earliest.Count + LargestRest)
            {
                _queue.Clear();
                _queue.EnqueueRange(_earliest.Select(static entry => ((entry.Key, entry.Value.Due), entry.Value.At)));
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

    private long Now() => _clock.Read(_wall(), _uptime());

    private void Arm()
    {
        if (!_isDisposed && _queue.TryPeek(out _, out long at) && at < _armed)
        {
            _armed = at;
            TimeSpan wait = TimeSpan.FromMilliseconds(Math.Max(0, at - Now()));
            _timer.Change(wait < Longest ? wait : Longest, Timeout.InfiniteTimeSpan);
        }
    }

    private void Ring()
    {
        List<(T One, long Due)> due = [];
        lock (_lock)
        {
            _armed = long.MaxValue;
            long now = Now();
            while (_queue.TryPeek(out (T One, long Due) next, out long at) && at <= now)
            {
                _queue.Dequeue();
                if (_earliest.TryGetValue(next.One, out (long At, long) earliest) && earliest.At == at)
                {
                    _earliest.Remove(next.One);
                    due.Add(next);
                }
            }

            Arm();
        }

        due.ForEach(next => _wake(next.One, next.Due));
    }
}
