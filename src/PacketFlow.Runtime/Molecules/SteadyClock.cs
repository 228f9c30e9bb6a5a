namespace PacketFlow.Molecules;

/// <summary>The clock on the wall, but that it goes on where that one is put back: so nobody waits longer than was said.</summary>
/// <param name="reached">The moment that it must not fall behind, in milliseconds of Unix time.</param>
/// <param name="uptime">The uptime at that moment.</param>
internal struct SteadyClock(long reached, long uptime)
{
    private long _ahead = reached - uptime;

    /// <summary>What it shows at an uptime; it never falls behind the moment that is given with that.</summary>
    public long Read(long reached, long uptime)
    {
        _ahead = Math.Max(_ahead, reached - uptime);
        return uptime + _ahead;
    }
}
