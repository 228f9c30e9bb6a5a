namespace PacketFlow.Testing.Time;

/// <summary>Time that stands until it is moved; the processes of a test, one after the other, live in it.</summary>
internal sealed class VirtualClock
{
    private static readonly DateTimeOffset s_boot = new(2029, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private readonly Lock _lock = new();
    private readonly List<VirtualTimer> _timers = [];
    private DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    /// <summary>How long the machine runs.</summary>
    public TimeSpan Uptime => Now - s_boot;

    /// <summary>Moves on, and calls on the way what is due, each at its moment.</summary>
    public void AdvanceTo(DateTimeOffset moment)
    {
        while (TakeDue(moment) is { } due)
        {
            due.Ring();
        }
    }

    public void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            timer.Period = period > TimeSpan.Zero ? period : null;
            timer.Due = dueTime >= TimeSpan.Zero ? _now + dueTime : null;
            _timers.Remove(timer);
            if (timer.Due is not null)
            {
                _timers.Add(timer);
            }
        }
    }

    public void Remove(VirtualTimer timer)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
        }
    }

    /// <summary>A process is gone, and so are its timers.</summary>
    public void RemoveAll(ProcessClock process)
    {
        lock (_lock)
        {
            _timers.RemoveAll(timer => timer.Process == process);
        }
    }

    // The earliest; of several at one moment the one that was set first.
    private VirtualTimer? TakeDue(DateTimeOffset moment)
    {
        lock (_lock)
        {
            VirtualTimer? first = _timers.MinBy(static timer => timer.Due);
            if (first is null || first.Due > moment)
            {
                _now = moment > _now ? moment : _now;
                return null;
            }

            _now = first.Due!.Value > _now ? first.Due.Value : _now;
            _timers.Remove(first);
            if (first.Period is { } period)
            {
                first.Due += period;
                _timers.Add(first);
            }

            return first;
        }
    }
}
