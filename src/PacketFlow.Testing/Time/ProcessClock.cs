namespace PacketFlow.Testing.Time;

/// <summary>Virtual time as one process sees it. When the process is killed, its timers never ring.</summary>
internal sealed class ProcessClock(VirtualClock clock) : TimeProvider
{
    private volatile bool _isDead;

    public bool IsDead => _isDead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Now;

    // Ticks since the year 1 do not fit into the double by which elapsed time is measured, which would be a millisecond short.
    public override long GetTimestamp() => clock.Uptime.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(clock, this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Kill()
    {
        _isDead = true;
        clock.RemoveAll(this);
    }
}
