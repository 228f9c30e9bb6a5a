namespace PacketFlow.Testing.Time;

/// <summary>A timer in virtual time.</summary>
internal sealed class VirtualTimer(VirtualClock clock, ProcessClock process, TimerCallback callback, object? state) : ITimer
{
    public ProcessClock Process => process;

    /// <summary>When it rings next; null for never. The clock's own, under its lock.</summary>
    public DateTimeOffset? Due { get; set; }

    public TimeSpan? Period { get; set; }

    public void Ring() => callback(state);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (process.IsDead)
        {
            return false;
        }

        clock.Set(this, dueTime, period);
        return true;
    }

    public void Dispose() => clock.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
