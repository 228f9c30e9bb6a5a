namespace PacketFlow.Client;

/// <summary>How long to wait between tries: longer each time, and never quite the same for two clients.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Random random)
{
    private const double Growth = 1.6;
    private const double Jitter = 0.1;

    private double _growth = 1;

    public TimeSpan Next()
    {
        TimeSpan wait = first * _growth < longest ? first * _growth : longest;
        _growth = Math.Min(_growth * Growth, longest / first);
        return wait * (1 - Jitter + (2 * Jitter * random.NextDouble()));
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _growth = 1;
}
