namespace PacketFlow.Reactor;

/// <summary>
/// Atoms that do not depend on each other, on a bounded number of threads. A handler that awaits frees its thread: what waits for others
/// is bounded by the callers, not by the cores.
/// </summary>
internal sealed class ParallelLane(AtomGroup group, int capacity, int threads, long levelTicks, TimeProvider time) : Lane(group, capacity), IThreadPoolWorkItem
{
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(100);

    private readonly long _turnTicks = (long)(Turn.TotalSeconds * time.TimestampFrequency);
    private readonly AtomQueue _queue = new(levelTicks);
    private readonly Lock _lock = new();
    private int _threads = threads;
    private int _running;

    // Only quick handlers ask. They do not queue behind slow ones: once a few did, the rest would for as long as the load lasts.
    public override bool TryEnter(Reaction reaction) => true;

    public override bool WouldWaitForItself(Reaction reaction) => false;

    public override void Leave(Reaction reaction)
    {
    }

    public override void Lend()
    {
        lock (_lock)
        {
            _threads++;
            if (_queue.Count == 0 || _running >= _threads)
            {
                return;
            }

            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public override void TakeBack()
    {
        lock (_lock)
        {
            _threads--;
        }
    }

    /// <summary>
    /// One of the lane's threads: runs what waits for a turn's time, then stands in line behind what else the pool has to do. Without a line
    /// a full lane would leave the other lanes' work to threads more than there are cores, and to the slices that the system gives those;
    /// with one atom a turn, quick atoms would wait for a thousand connections each.
    /// </summary>
    public void Execute()
    {
        long start = time.GetTimestamp();
        do
        {
            if (Next() is not { } reaction)
            {
                return;
            }

            Started();
            reaction.Execute();
        }
        while (time.GetTimestamp() - start < _turnTicks);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void Enqueue(Reaction reaction)
    {
        lock (_lock)
        {
            _queue.Enqueue(reaction);
            if (_running >= _threads)
            {
                return;
            }

            _running++;
        }

        // Next on this thread: a quick handler that was taken for a slow one shows what it is before a thousand connections queue for it.
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    private Reaction? Next()
    {
        lock (_lock)
        {
            Reaction? next = _running <= _threads ? _queue.Dequeue() : null;
            if (next is null)
            {
                _running--;
            }

            return next;
        }
    }
}
