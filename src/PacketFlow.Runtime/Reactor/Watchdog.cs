namespace PacketFlow.Reactor;

/// <summary>
/// Looks at the threads that run handlers, on a thread of its own: when handlers hold all threads of the pool, nothing that lives in the
/// pool could.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>How often it looks while handlers run, in milliseconds.</summary>
    private const int Period = 1;

    /// <summary>After so many looks at nothing it sleeps until it is woken.</summary>
    private const int IdleLooks = 500;

    private readonly HashSet<IWatched> _running = [];
    private readonly PoolReserve _reserve = new();
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private bool _isParked;
    private volatile bool _isStopped;

    public Watchdog(TimeProvider time)
    {
        _time = time;
        _thread = new Thread(Watch) { IsBackground = true, Name = "PacketFlow watchdog", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Enter(IWatched watched)
    {
        bool wake;
        lock (_lock)
        {
            _running.Add(watched);
            wake = _isParked;
            _isParked = false;
        }

        if (wake)
        {
            _wake.Set();
        }
    }

    public void Leave(IWatched watched)
    {
        lock (_lock)
        {
            _running.Remove(watched);
        }
    }

    public void Dispose()
    {
        _isStopped = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Watch()
    {
        var looked = new List<IWatched>();
        for (int idle = 0; !_isStopped;)
        {
            bool park = TryPark(idle);
            _wake.WaitOne(park ? Timeout.Infinite : Period);
            lock (_lock)
            {
                looked.AddRange(_running);
            }

            idle = looked.Count == 0 ? idle + 1 : 0;
            long now = _time.GetTimestamp();
            int held = 0;
            foreach (IWatched watched in looked)
            {
                held += watched.Look(now) ? 1 : 0;
            }

            looked.Clear();
            _reserve.Cover(held);
        }

        _reserve.Release();
    }

    private bool TryPark(int idle)
    {
        if (idle <= IdleLooks)
        {
            return false;
        }

        _reserve.Release();
        lock (_lock)
        {
            return _isParked = _running.Count == 0;
        }
    }
}
