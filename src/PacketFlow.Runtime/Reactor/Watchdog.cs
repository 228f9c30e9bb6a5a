namespace PacketFlow.Reactor;

/// <summary>
/// Looks at the threads that run handlers, on a thread of its own: when handlers hold all threads of the pool, nothing that lives in the
/// pool could.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>How often it looks while handlers run, in milliseconds.</summary>
    private const int Period = 1;

    /// <summary>A thread that another displaces comes back after a turn of the scheduler, 3 to 4 ms: a call that is still there after these looks is blamed.</summary>
    private const int Patience = 4;

    /// <summary>After so many looks at nothing it sleeps until it is woken.</summary>
    private const int IdleLooks = 500;

    /// <summary>How long it sleeps while guests might begin to run unseen, in milliseconds.</summary>
    private const int Nap = 1000;

    private readonly HashSet<IWatched> _running = [];
    private readonly List<WeakReference<IWatchedGuest>> _guests = [];
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

    /// <summary>Looks from now on at somebody who runs handlers too often to come and go, for as long as others keep it.</summary>
    public void Join(IWatchedGuest guest)
    {
        lock (_lock)
        {
            _guests.Add(new WeakReference<IWatchedGuest>(guest));
            _isParked = false;
        }

        _wake.Set();
    }

    /// <summary>A guest begins to run a handler. It may go unseen for a nap.</summary>
    public void Greet()
    {
        if (Volatile.Read(ref _isParked))
        {
            Volatile.Write(ref _isParked, false);
            _wake.Set();
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
        var guests = new List<IWatchedGuest>();
        int held = 0;
        for (int idle = 0; !_isStopped;)
        {
            _wake.WaitOne(TryPark(idle, out bool hasGuests) ? hasGuests ? Nap : Timeout.Infinite : Period);
            lock (_lock)
            {
                looked.AddRange(_running);
                AddGuests(guests);
            }

            bool anyRuns = looked.Count > 0;
            int patience = PatienceWith(looked.Count - held);
            foreach (IWatchedGuest guest in guests)
            {
                anyRuns |= guest.Look(patience);
            }

            guests.Clear();
            idle = anyRuns ? 0 : idle + 1;
            long now = _time.GetTimestamp();
            held = 0;
            foreach (IWatched watched in looked)
            {
                held += watched.Look(now, patience) ? 1 : 0;
            }

            looked.Clear();
            _reserve.Cover(held);
        }

        _reserve.Release();
    }

    // With more threads than cores each waits for the turns of all the others.
    private static int PatienceWith(int running) => Patience * (1 + (Math.Max(running - 1, 0) / Environment.ProcessorCount));

    private bool TryPark(int idle, out bool hasGuests)
    {
        hasGuests = false;
        if (idle <= IdleLooks)
        {
            return false;
        }

        _reserve.Release();
        lock (_lock)
        {
            hasGuests = _guests.Count > 0;
            return _isParked = _running.Count == 0;
        }
    }

    private void AddGuests(List<IWatchedGuest> guests)
    {
        for (int i = _guests.Count - 1; i >= 0; i--)
        {
            if (_guests[i].TryGetTarget(out IWatchedGuest? guest))
            {
                guests.Add(guest);
            }
            else
            {
                _guests.RemoveAt(i);
            }
        }
    }
}
