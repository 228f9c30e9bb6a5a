namespace PacketFlow.Molecules;

/// <summary>Time that stands still until a test moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    // Timestamps count from here: as large as ticks since the year 1 they would not fit into a double, and times measured by them would be a millisecond short.
    private static readonly DateTimeOffset s_boot = new(2029, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _ahead;
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Told what is waited for.</summary>
    public Action<TimeSpan>? TimerSet { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now + _ahead;
        }
    }

    public override long GetTimestamp()
    {
        lock (_lock)
        {
            return (_now - s_boot).Ticks;
        }
    }

    /// <summary>Somebody puts the clock on the wall forward or back; no time passes.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock)
        {
            _ahead += by;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _now += by;
        }

        while (TakeDue() is { } due)
        {
            due.Callback();
        }
    }

    private ManualTimer? TakeDue()
    {
        lock (_lock)
        {
            ManualTimer? due = _timers.Find(timer => timer.Due <= _now);
            due?.Rearm();
            return due;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _period;

        public Action Callback => callback;

        public DateTimeOffset Due { get; private set; } = DateTimeOffset.MaxValue;

        public void Rearm() => Due = _period > TimeSpan.Zero ? Due + _period : DateTimeOffset.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                Due = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : time._now + dueTime;
                _period = period;
                if (!time._timers.Contains(this))
                {
                    time._timers.Add(this);
                }
            }

            time.TimerSet?.Invoke(dueTime);
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
