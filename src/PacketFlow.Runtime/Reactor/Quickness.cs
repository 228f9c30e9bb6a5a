namespace PacketFlow.Reactor;

/// <summary>
/// Whether a handler is so quick that its atoms may run on the thread that brings them. A few slow runs in a row say nothing about it: a
/// collection stops every thread at once, and on a busy machine threads lose their cores by the dozen. When most runs are slow, it is.
/// </summary>
internal sealed class Quickness(long limitTicks)
{
    /// <summary>So many more slow runs than quick ones are the handler's own. It begins there: a handler shows that it is quick.</summary>
    private const int Slow = 32;

    /// <summary>What a run counts that the watchdog has found again and again, and may find again for as long as it lasts.</summary>
    private const int Held = 4;

    private int _slowRuns = Slow;

    /// <summary>Whether it has been quick so far.</summary>
    public bool IsShown => Volatile.Read(ref _slowRuns) < Slow;

    /// <summary>
    /// Takes a run's time. Threads may overwrite each other's: the count does not need every run. While all are quick nothing is written:
    /// every other core would have to fetch this object again for each atom.
    /// </summary>
    public void Measure(long ticks)
    {
        int slowRuns = Volatile.Read(ref _slowRuns);
        if (ticks > limitTicks)
        {
            Add(slowRuns, 1);
        }
        else if (slowRuns > 0)
        {
            Volatile.Write(ref _slowRuns, slowRuns - 1);
        }
    }

    /// <summary>A run holds its thread.</summary>
    public void Blame() => Add(Volatile.Read(ref _slowRuns), Held);

    private void Add(int slowRuns, int more)
    {
        if (slowRuns < Slow)
        {
            Volatile.Write(ref _slowRuns, Math.Min(slowRuns + more, Slow));
        }
    }
}
