namespace PacketFlow.Reactor;

/// <summary>
/// When atoms are due: a wheel of slots, each a list that its atoms are linked into, so that setting and dropping a deadline is a few
/// pointers under one short lock. The timer runs while there is something to wait for.
/// </summary>
internal sealed class DeadlineWheel : IDisposable
{
    private const int Slots = 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly Reaction?[] _slots = new Reaction?[Slots];
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _ticksPerSlot;
    private long _lastSlot;
    private int _count;

    public DeadlineWheel(TimeProvider time)
    {
        _time = time;
        _ticksPerSlot = (long)(Tick.TotalSeconds * time.TimestampFrequency);
        _timer = time.CreateTimer(static wheel => ((DeadlineWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The atoms that are waited for, as of now: not those that were answered and whose handlers are waited for.</summary>
    public Reaction[] Snapshot()
    {
        lock (_lock)
        {
            var all = new List<Reaction>(_count);
            foreach (Reaction? first in _slots)
            {
                for (Reaction? next = first; next is not null; next = next.NextDue)
                {
                    if (!next.IsLookedAtAgain)
                    {
                        all.Add(next);
                    }
                }
            }

            return [.. all];
        }
    }

    /// <summary>Has the atom told when it is due. An atom that was answered meanwhile is left out, unless its handler is to be looked at again.</summary>
    public void Add(Reaction reaction)
    {
        lock (_lock)
        {
            if ((reaction.IsAnswered && !reaction.IsLookedAtAgain) || reaction.DueSlot >= 0)
            {
                return;
            }

            // Never before it is due: its slot is the one that ends after that.
            long slot = Math.Max((reaction.Due / _ticksPerSlot) + 1, CurrentSlot() + 1);
            int index = (int)(slot % Slots);
            reaction.DueSlot = index;
            reaction.PreviousDue = null;
            reaction.NextDue = _slots[index];
            if (reaction.NextDue is { } next)
            {
                next.PreviousDue = reaction;
            }

            _slots[index] = reaction;
            if (_count++ == 0)
            {
                _lastSlot = CurrentSlot();
                _timer.Change(Tick, Tick);
            }
        }
    }

    /// <summary>The atom was answered, or is due at another time now.</summary>
    public void Remove(Reaction reaction)
    {
        lock (_lock)
        {
            Unlink(reaction);
        }
    }

    public void Dispose() => _timer.Dispose();

    private long CurrentSlot() => _time.GetTimestamp() / _ticksPerSlot;

    private void Unlink(Reaction reaction)
    {
        if (reaction.DueSlot < 0)
        {
            return;
        }

        if (reaction.PreviousDue is { } previous)
        {
            previous.NextDue = reaction.NextDue;
        }
        else
        {
            _slots[reaction.DueSlot] = reaction.NextDue;
        }

        if (reaction.NextDue is { } next)
        {
            next.PreviousDue = reaction.PreviousDue;
        }

        reaction.NextDue = reaction.PreviousDue = null;
        reaction.DueSlot = -1;
        if (--_count == 0)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private void Turn()
    {
        List<Reaction>? due = null;
        lock (_lock)
        {
            long now = _time.GetTimestamp();
            long current = now / _ticksPerSlot;
            for (long slot = Math.Max(_lastSlot, current - Slots); slot <= current; slot++)
            {
                for (Reaction? next = _slots[slot % Slots]; next is not null;)
                {
                    Reaction reaction = next;
                    next = reaction.NextDue;
                    if (reaction.Due <= now)
                    {
                        Unlink(reaction);
                        (due ??= []).Add(reaction);
                    }
                }
            }

            _lastSlot = current;
        }

        foreach (Reaction reaction in due ?? [])
        {
            reaction.OnDue();
        }
    }
}
