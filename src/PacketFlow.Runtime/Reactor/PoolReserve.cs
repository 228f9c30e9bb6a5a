namespace PacketFlow.Reactor;

/// <summary>
/// Threads that the pool has beyond those which handlers hold, so that what serves the others need not wait until the pool notices.
/// They are asked for only while handlers hold many: a pool with threads to spare wakes them for nothing, at the cost of every atom.
/// </summary>
internal sealed class PoolReserve
{
    /// <summary>More than that many handlers at once that hold their threads get others only as fast as the pool grows by itself.</summary>
    private const int MaxAdded = 256;

    // The pool is the process's: two reactors add to it in turn.
    private static readonly Lock Pool = new();

    private int _added;

    /// <summary>Sees that the pool has a thread beside those that are held.</summary>
    public void Cover(int held)
    {
        if (held == 0)
        {
            return;
        }

        ThreadPool.GetMinThreads(out int threads, out _);
        int missing = held + 1 - threads;
        if (missing > 0)
        {
            Add(Math.Min(missing, MaxAdded - _added));
        }
    }

    /// <summary>Gives back what was added.</summary>
    public void Release() => Add(-_added);

    private void Add(int threads)
    {
        if (threads == 0)
        {
            return;
        }

        lock (Pool)
        {
            ThreadPool.GetMinThreads(out int workers, out int completions);
            if (ThreadPool.SetMinThreads(workers + threads, completions))
            {
                _added += threads;
            }
        }
    }
}
