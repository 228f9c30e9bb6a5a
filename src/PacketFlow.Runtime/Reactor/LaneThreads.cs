namespace PacketFlow.Reactor;

/// <summary>
/// A bounded number of threads that run what may run in a lane. A handler that awaits frees its thread: what waits for others is bounded
/// by the callers, not by the cores.
/// </summary>
internal sealed class LaneThreads(Lane lane, int threads, long levelTicks, TimeProvider time) : IThreadPoolWorkItem
{
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(100);

    private readonly long _turnTicks = (long)(Turn.TotalSeconds * time.TimestampFrequency);
    private readonly AtomQueue _queue = new(levelTicks);
    private readonly Lock _lock = new();
    private int _threads = threads;
    private int _running;

    /// <summary>Runs an atom when a thread is free.</summary>
    public void Run(Reaction reaction)
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

    /// <summary>A thread is held by a handler: another may run in its place until it returns.</summary>
    public void Lend()
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

    /// <summary>The handler for which a thread was lent has returned.</summary>
    public void TakeBack()
    {
        lock (_lock)
        {
            _threads--;
        }
    }

    /// <summary>
    /// One of the threads: runs what waits for a turn's time, then stands in line behind what else the pool has to do. Without a line
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

            lane.Started();
            reaction.Execute();
        }
        while (time.GetTimestamp() - start < _turnTicks);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
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
