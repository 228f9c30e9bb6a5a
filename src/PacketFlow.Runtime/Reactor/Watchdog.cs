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

    /// <summary>How long it sleeps while guests might begin to run unseen, in milliseconds.</summary>
    private const int Nap = 1000;

    private readonly HashSet<IWatched> _running = [];
    private readonly List<WeakReference<IWatchedGuest>> _guests = [];
    private readonly Lock _lock = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private volatile bool _isParked;
    private volatile bool _isStopped;

    public Watchdog(TimeProvider time)
    {
        _time = time;
        _thread = new Thread(Watch) { IsBackground = true, Name = "PacketFlow watchdog", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Enter(IWatched watched)
    {
        lock (_lock)
        {
            _running.Add(watched);
        }

        if (_isParked)
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
        }

        _wake.Set();
    }

    /// <summary>A guest begins to run a handler. It may go unseen for a nap.</summary>
    public void Greet()
    {
        if (_isParked)
        {
            _isParked = false;
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
        for (int idle = 0; !_isStopped;)
        {
            _isParked = idle > IdleLooks;
            _wake.WaitOne(!_isParked ? Period : _guests.Count == 0 ? Timeout.Infinite : Nap);
            lock (_lock)
            {
                looked.AddRange(_running);
                AddGuests(guests);
            }

            bool anyRuns = looked.Count > 0;
            foreach (IWatchedGuest guest in guests)
            {
                anyRuns |= guest.Look();
            }

            guests.Clear();
            idle = anyRuns ? 0 : idle + 1;
            long now = _time.GetTimestamp();
            foreach (IWatched watched in looked)
            {
                watched.Look(now);
            }

            looked.Clear();
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
