namespace PacketFlow.Client;

/// <summary>How long to wait between tries: longer each time, and never quite the same for two clients.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private const double Growth = 1.6;
    private const double Jitter = 0.1;

    private TimeSpan _next = first;

    public TimeSpan Next()
    {
        TimeSpan wait = _next;
        _next = wait * Growth < longest ? wait * Growth : longest;
        return wait * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
    }

    /// <summary>Begins anew.</summary>
    public void Reset() => _next = first;
}
