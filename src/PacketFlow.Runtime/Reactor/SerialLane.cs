namespace PacketFlow.Reactor;

/// <summary>
/// Atoms of one key run one at a time, until the handler's task is done; atoms of different keys do not know each other. Which key an atom
/// has is what sets control flow, resources and the system's own changes apart.
/// </summary>
internal sealed class SerialLane(AtomGroup group, int capacity, int threads, long levelTicks, TimeProvider time) : Lane(group, capacity, threads, levelTicks, time)
{
    private readonly long _levelTicks = levelTicks;
    private readonly Dictionary<string, SerialKey> _keys = new(StringComparer.Ordinal);
    private readonly SerialKey _all = new(new AtomQueue(levelTicks));
    private readonly Lock _lock = new();

    public override bool TryEnter(Reaction reaction)
    {
        SerialKey key = Acquire(reaction);
        lock (key.Lock)
        {
            if (!key.IsBusy)
            {
                key.IsBusy = true;
                return true;
            }
        }

        return false;
    }

    public override bool WouldWaitForItself(Reaction reaction) => reaction.Caller.Held is { } held && HeldKey.Holds(held, Acquire(reaction));

    public override void Leave(Reaction reaction)
    {
        SerialKey key = reaction.Key!;
        Reaction? next;
        lock (key.Lock)
        {
            next = key.Dequeue();
            key.IsBusy = next is not null;
        }

        Release(key);
        if (next is not null)
        {
            Threads.Run(next);
        }
    }

    public override void Abandon(Reaction reaction)
    {
        if (reaction.Key is { } key)
        {
            Release(key);
            reaction.Key = null;
        }
    }

    protected override void Enqueue(Reaction reaction)
    {
        SerialKey key = Acquire(reaction);
        lock (key.Lock)
        {
            if (key.IsBusy)
            {
                key.Enqueue(reaction);
                return;
            }

            key.IsBusy = true;
        }

        Threads.Run(reaction);
    }

    private SerialKey Acquire(Reaction reaction)
    {
        if (reaction.Key is { } known)
        {
            return known;
        }

        SerialKey key = Group switch
        {
            AtomGroup.Mc => _all,
            AtomGroup.Rm => Named(reaction.Site.Resource.NameFor(reaction)),
            _ => reaction.CorrelationId is { } id ? Named(id) : reaction.Caller.OwnKey,
        };
        reaction.Key = key;
        return key;
    }

    private SerialKey Named(string name)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(name, out SerialKey? key))
            {
                key = Group == AtomGroup.Cf ? new SerialKey { Name = name } : new SerialKey(new AtomQueue(_levelTicks)) { Name = name };
                _keys.Add(name, key);
            }

            key.Users++;
            return key;
        }
    }

    private void Release(SerialKey key)
    {
        if (key.Name is null)
        {
            return;
        }

        lock (_lock)
        {
            if (--key.Users == 0)
            {
                _keys.Remove(key.Name);
            }
        }
    }
}
