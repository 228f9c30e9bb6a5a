namespace PacketFlow.Sqlite;

/// <summary>What waits for the writer: many bring, one takes all that is there.</summary>
/// <param name="largestGroup">The most that is taken at once.</param>
internal sealed class WorkQueue(int largestGroup)
{
    private readonly object _gate = new();
    private List<Work> _waiting = [];
    private int _lastGroup;
    private bool _isWaitedFor;
    private bool _isLent;
    private bool _isClosed;

    /// <summary>False if it is closed.</summary>
    public bool TryAdd(Work work)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            _waiting.Add(work);
            if (_isWaitedFor && !_isLent)
            {
                _isWaitedFor = false;
                Monitor.Pulse(_gate);
            }

            return true;
        }
    }

    /// <summary>Lends the writer's part to whoever brings work while nothing else waits, and while no more than one came at a time: others would make a group.</summary>
    /// <returns>Whether it was lent: then <see cref="GiveBack"/> follows.</returns>
    public bool TryLend()
    {
        lock (_gate)
        {
            return !_isLent && (_isLent = _isWaitedFor && !_isClosed && _waiting.Count == 0 && _lastGroup <= 1);
        }
    }

    /// <summary>The writer's part is its own again.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            _isLent = false;
            if (_waiting.Count > 0 || _isClosed)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Takes all that waits, and waits for the first; null when it is closed and empty.</summary>
    public List<Work>? Take()
    {
        // The next is often on its way already, and to be woken costs more than a short look.
        for (var spin = new SpinWait(); Volatile.Read(ref _waiting).Count == 0 && !spin.NextSpinWillYield;)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        lock (_gate)
        {
            while (_waiting.Count == 0 || _isLent)
            {
                if (_isClosed && !_isLent)
                {
                    return null;
                }

                _isWaitedFor = true;
                Monitor.Wait(_gate);
            }

            _isWaitedFor = false;
            List<Work> group = _waiting;
            _waiting = group.Count > largestGroup ? group[largestGroup..] : [];
            group.RemoveRange(group.Count - _waiting.Count, _waiting.Count);
            _lastGroup = group.Count;
            return group;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.Pulse(_gate);
        }
    }
}
