namespace PacketFlow.Observability;

/// <summary>
/// Measures the load when it is asked for. Processor and memory are looked at once a second at most: a shorter stretch would measure its
/// own noise.
/// </summary>
internal sealed class LoadMonitor
{
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly IProcessUsage _usage;
    private readonly TimeProvider _time;
    private readonly Func<int> _waiting;
    private readonly int _capacity;
    private TimeSpan _usedBefore;
    private long _lookedAt;
    private int _processor;
    private int _memory;

    /// <param name="usage">The process.</param>
    /// <param name="time">The clock.</param>
    /// <param name="waiting">How many atoms wait, over all lanes.</param>
    /// <param name="capacity">How many may, at a load of 100.</param>
    public LoadMonitor(IProcessUsage usage, TimeProvider time, Func<int> waiting, int capacity)
    {
        (_usage, _time, _waiting, _capacity) = (usage, time, waiting, capacity);
        _usedBefore = usage.Processor;
        _lookedAt = time.GetTimestamp();
        _memory = Share(usage.Memory, usage.MemoryLimit);
    }

    public int Capacity => _capacity;

    public LoadSample Read()
    {
        int waiting = _waiting();
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            TimeSpan passed = _time.GetElapsedTime(_lookedAt, now);
            if (passed >= Stretch)
            {
                TimeSpan used = _usage.Processor;
                _processor = Share((used - _usedBefore).Ticks, passed.Ticks * _usage.Cores);
                _memory = Share(_usage.Memory, _usage.MemoryLimit);
                (_usedBefore, _lookedAt) = (used, now);
            }

            return new LoadSample(_processor, _memory, waiting, Share(waiting, _capacity));
        }
    }

    private static int Share(double part, double whole) => whole <= 0 ? 0 : (int)Math.Clamp(100 * part / whole, 0, 100);
}
