namespace PacketFlow.Observability;

/// <summary>Tells how the reactor is, to every protocol the same.</summary>
internal sealed class HealthMonitor(LoadMonitor load)
{
    private volatile bool _isDraining;

    public int Capacity => load.Capacity;

    public HealthSnapshot Read() => new(load.Read(), _isDraining);

    /// <summary>From now on the reactor takes no work, and says so.</summary>
    public void Drain() => _isDraining = true;
}
