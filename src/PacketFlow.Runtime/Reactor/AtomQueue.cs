namespace PacketFlow.Reactor;

/// <summary>
/// Waiting atoms by priority. Waiting counts too: each level of priority is worth as much as a fixed time of waiting, so that the
/// least urgent atom is passed over by later ones for nine such times at most. Not safe for several threads: its lane locks.
/// </summary>
internal sealed class AtomQueue(long levelTicks)
{
    private const int Levels = 10;

    private readonly Reaction?[] _first = new Reaction?[Levels];
    private readonly Reaction?[] _last = new Reaction?[Levels];

    public int Count { get; private set; }

    public void Enqueue(Reaction reaction)
    {
        int level = reaction.Priority - 1;
        reaction.NextInQueue = null;
        if (_last[level] is { } last)
        {
            last.NextInQueue = reaction;
        }
        else
        {
            _first[level] = reaction;
        }

        _last[level] = reaction;
        Count++;
    }

    public Reaction? Dequeue()
    {
        int best = -1;
        long bestRank = long.MaxValue;
        for (int level = Levels - 1; level >= 0; level--)
        {
            if (_first[level] is { } head && head.Arrived - (level * levelTicks) < bestRank)
            {
                best = level;
                bestRank = head.Arrived - (level * levelTicks);
            }
        }

        if (best < 0)
        {
            return null;
        }

        Reaction reaction = _first[best]!;
        _first[best] = reaction.NextInQueue;
        if (_first[best] is null)
        {
            _last[best] = null;
        }

        reaction.NextInQueue = null;
        Count--;
        return reaction;
    }
}
