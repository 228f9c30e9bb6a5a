namespace PacketFlow.Reactor;

/// <summary>
/// What makes a group real: which of its atoms may run now, and which wait. A lane holds a bounded number of waiting atoms and refuses
/// the next.
/// </summary>
internal abstract class Lane
{
    private int _waiting;
    private int _inFlight;

    protected Lane(AtomGroup group, int capacity, int threads, long levelTicks, TimeProvider time)
    {
        Group = group;
        Capacity = capacity;
        Threads = new LaneThreads(this, threads, levelTicks, time);
    }

    public AtomGroup Group { get; }

    /// <summary>How many atoms may wait.</summary>
    public int Capacity { get; }

    /// <summary>How many atoms wait.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How many atoms are on their way that were not over at once.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public void Track() => Interlocked.Increment(ref _inFlight);

    public void Untrack() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Takes the right to run the atom at once, on this thread. Whoever has it runs the atom and then calls <see cref="Leave"/>.</summary>
    public abstract bool TryEnter(Reaction reaction);

    /// <summary>Whether the atom would wait for a handler that waits for it.</summary>
    public abstract bool WouldWaitForItself(Reaction reaction);

    /// <summary>Queues the atom; the lane runs it when its turn comes.</summary>
    /// <returns>False when the lane is full.</returns>
    public bool TryEnqueue(Reaction reaction)
    {
        if (Interlocked.Increment(ref _waiting) > Capacity)
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        Enqueue(reaction);
        return true;
    }

    /// <summary>The atom is over.</summary>
    public abstract void Leave(Reaction reaction);

    /// <summary>The atom ends without having entered.</summary>
    public virtual void Abandon(Reaction reaction)
    {
    }

    /// <summary>What runs those whose turn has come.</summary>
    public LaneThreads Threads { get; }

    /// <summary>An atom is not waiting any more.</summary>
    public void Started() => Interlocked.Decrement(ref _waiting);

    protected abstract void Enqueue(Reaction reaction);
}
