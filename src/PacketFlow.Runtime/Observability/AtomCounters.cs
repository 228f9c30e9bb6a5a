namespace PacketFlow.Observability;

/// <summary>Counts atoms on many threads without a shared cache line: each thread has its own counts, which outlive it.</summary>
internal sealed class AtomCounters
{
    [ThreadStatic]
    private static ThreadCounts? t_own;

    private readonly Lock _lock = new();
    private readonly List<(Thread Thread, AtomCounts Counts)> _live = [];
    private readonly AtomCounts _retired = new();

    /// <summary>This thread's counts; not to be kept over an await.</summary>
    public AtomCounts Mine => t_own is { } own && own.LastOwner == this ? own.Last : (t_own ??= new ThreadCounts()).Switch(this);

    /// <summary>All threads' counts.</summary>
    public AtomCounts Total()
    {
        var total = new AtomCounts();
        lock (_lock)
        {
            RetireDead();
            total.Add(_retired);
            foreach ((_, AtomCounts counts) in _live)
            {
                total.Add(counts);
            }
        }

        return total;
    }

    private AtomCounts Open()
    {
        var counts = new AtomCounts();
        lock (_lock)
        {
            RetireDead();
            _live.Add((Thread.CurrentThread, counts));
        }

        return counts;
    }

    // A dead thread writes no more: its counts go into one sum, so that a pool that comes and goes leaves nothing behind.
    private void RetireDead() => _live.RemoveAll(one =>
    {
        if (one.Thread.IsAlive)
        {
            return false;
        }

        _retired.Add(one.Counts);
        return true;
    });

    /// <summary>A thread's counts for each reactor that it has met.</summary>
    private sealed class ThreadCounts
    {
        private readonly List<(AtomCounters Owner, AtomCounts Counts)> _all = [];

        public AtomCounters? LastOwner { get; private set; }

        public AtomCounts Last { get; private set; } = null!;

        public AtomCounts Switch(AtomCounters owner)
        {
            AtomCounts? counts = _all.Find(pair => pair.Owner == owner).Counts;
            if (counts is null)
            {
                counts = owner.Open();
                _all.Add((owner, counts));
            }

            LastOwner = owner;
            return Last = counts;
        }
    }
}
