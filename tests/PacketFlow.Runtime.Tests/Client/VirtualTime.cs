using System.Threading.Channels;

namespace PacketFlow.Client;

/// <summary>A clock that stands until it is moved, with its timers, and that tells what is waited for.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly List<VirtualTimer> _timers = [];
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();
    private long _now = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Done when somebody waits for about so long.</summary>
    public async Task WaitsAsync(TimeSpan about)
    {
        while (Math.Abs((await _waits.Reader.ReadAsync()) / about - 1) > 0.101)
        {
            // Somebody else's timer.
        }
    }

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _now, by.Ticks);
        VirtualTimer[] due;
        lock (_timers)
        {
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            _timers.RemoveAll(timer => due.Contains(timer) && !timer.Repeat());
        }

        foreach (VirtualTimer timer in due)
        {
            timer.Ring();
        }
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; private set; }

        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public void Ring() => callback(state);

        /// <summary>Whether it rings again, and when.</summary>
        public bool Repeat()
        {
            Due = time.GetTimestamp() + _period.Ticks;
            return _period > TimeSpan.Zero;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (time._timers)
                {
                    _period = period;
                    Due = time.GetTimestamp() + dueTime.Ticks;
                    time._timers.Add(this);
                }

                time._waits.Writer.TryWrite(dueTime);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
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
