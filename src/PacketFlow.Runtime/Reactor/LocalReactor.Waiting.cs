using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

// Atoms that do not run where they came in: held back for others, queued in their lane, or waiting for the result of one with their key.
internal sealed partial class LocalReactor
{
    /// <summary>Takes an atom that must not start yet.</summary>
    /// <returns>Whether it waits; else it was refused.</returns>
    public bool Hold(Reaction reaction, ReadOnlySpan<byte> message, List<string> dependencies, InlineHost host, long now)
    {
        ref readonly AtomFields fields = ref reaction.Fields;
        if ((TooLong(fields) ?? TooLong(dependencies)) is { } tooLong)
        {
            Refuse(reaction, host, ReactorErrors.TooLong(tooLong, _settings));
            return false;
        }

        if (Find(fields.Group.In(message), fields.Element.In(message)) is not { } site)
        {
            Refuse(reaction, host, Unhandled(reaction.Caller, fields.Group.In(message), fields.Element.In(message)));
            return false;
        }

        reaction.Assign(site, now);
        if (IsClosedTo(reaction.Caller))
        {
            Refuse(reaction, host, ReactorErrors.DrainingUnstarted);
            return false;
        }

        if (site.IsControl && !reaction.Caller.HasControl)
        {
            Refuse(reaction, host, ReactorErrors.NeedsControl(site.Element));
            return false;
        }

        if (reaction.Caller.IsFull)
        {
            Refuse(reaction, host, ReactorErrors.TooManyInFlight(reaction.Caller.MaxInFlight));
            return false;
        }

        reaction.WaitFor(dependencies);
        if (!reaction.TryHold())
        {
            Refuse(reaction, host, NoRoom(reaction));
            return false;
        }

        reaction.Wait();
        reaction.IsHeld = true;
        host.Leave(reaction);
        if (Track(reaction, hasStarted: false) is { } refusal)
        {
            reaction.Refuse(refusal);
            return false;
        }

        return true;
    }

    /// <summary>Lets a held atom go on.</summary>
    public void Release(Reaction reaction)
    {
        bool isIn = reaction.IsFollowing || reaction.Site.Lane.TryEnqueue(reaction);
        reaction.IsHeld = false;
        if (!isIn)
        {
            reaction.Site.Lane.Abandon(reaction);
            reaction.Refuse(ReactorErrors.LaneFull(reaction.Site.Lane.Group, reaction.Site.Lane.Capacity));
        }
    }

    private void Queue(Reaction reaction, ElementSite site, InlineHost host)
    {
        reaction.Wait();
        bool isFirst = true;
        if (reaction.IdempotencyKey is { } key)
        {
            RememberedResult remembered = _memory.Get(reaction.Caller.Name ?? "", site.Element, key, out isFirst);
            if (!isFirst)
            {
                Repeat(reaction, remembered, host);
                return;
            }

            reaction.Remembered = remembered;
        }

        host.Leave(reaction);
        bool isLarge = reaction.IsLarge;
        reaction.IsEntering = isLarge;
        AtomError? refusal = Track(reaction, hasStarted: false);
        if (reaction.IsFollowing)
        {
            reaction.IsEntering = false;
            site.Lane.Abandon(reaction);
            return;
        }

        if (refusal is null && !site.Lane.TryEnqueue(reaction))
        {
            Observer.LaneFull(site.Lane.Group, site.Lane.Waiting);
            refusal = ReactorErrors.LaneFull(site.Lane.Group, site.Lane.Capacity);
        }

        if (isLarge)
        {
            reaction.IsEntering = false;
        }

        if (refusal is { } refused)
        {
            site.Lane.Abandon(reaction);
            reaction.Refuse(refused);
        }
    }

    private void Repeat(Reaction repetition, RememberedResult remembered, InlineHost host)
    {
        host.Leave(repetition);
        if (Track(repetition, hasStarted: false) is { } refusal)
        {
            repetition.Refuse(refusal);
        }
        else if (!remembered.Join(repetition))
        {
            repetition.Refuse(ReactorErrors.FirstFailed);
        }
    }
}
