namespace PacketFlow.Molecules;

/// <summary>Which run must be looked at when: one timer for all of them.</summary>
internal sealed class WakeQueue : IDisposable
{
    // The clock on the wall may be put forward, or go on while the machine sleeps: what has become due by that is seen then.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // What is left of runs that are wanted no more is cleared away when it is more than this.
    private const int LargestRest = 1024;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<(string Run, long Due), long> _queue = new();
    private readonly Dictionary<string, (long At, long Due)> _earliest = new(StringComparer.Ordinal);
    private readonly Func<long> _wall;
    private readonly Func<long> _uptime;
    private readonly Action<string, long> _wake;
    private readonly ITimer _timer;
    private SteadyClock _clock;
    private long _armed = long.MaxValue;
    private bool _isDisposed;

    public WakeQueue(TimeProvider time, Func<long> wall, Func<long> uptime, Action<string, long> wake)
    {
        (_wall, _uptime, _wake) = (wall, uptime, wake);
        _clock = new SteadyClock(wall(), uptime());
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

    /// <summary>How many milliseconds it is to the next moment at which a run must be looked at; the most there are if there is none.</summary>
    public long NextWait
    {
        get
        {
            lock (_lock)
            {
                return _earliest.Count == 0 ? long.MaxValue : _earliest.Values.Min(static one => one.At) - Now();
            }
        }
    }

    /// <summary>Wakes a run after so many milliseconds, or earlier if that was asked before.</summary>
    /// <param name="run">The run.</param>
    /// <param name="due">What it is told then: the moment for which it waited.</param>
    /// <param name="wait">How long it is until then.</param>
    public void Add(string run, long due, long wait)
    {
        lock (_lock)
        {
            long at = Now() + wait;
            if (_earliest.TryGetValue(run, out (long At, long) earlier) && earlier.At <= at)
            {
                return;
            }

            _earliest[run] = (at, due);
            _queue.Enqueue((run, due), at);
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
                _queue.EnqueueRange(_earliest.Select(static one => ((one.Key, one.Value.Due), one.Value.At)));
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
        List<(string Run, long Due)> due = [];
        lock (_lock)
        {
            _armed = long.MaxValue;
            long now = Now();
            while (_queue.TryPeek(out (string Run, long Due) next, out long at) && at <= now)
            {
                _queue.Dequeue();
                if (_earliest.TryGetValue(next.Run, out (long At, long) earliest) && earliest.At == at)
                {
                    _earliest.Remove(next.Run);
                    due.Add(next);
                }
            }

            Arm();
        }

        due.ForEach(one => _wake(one.Run, one.Due));
    }
}
