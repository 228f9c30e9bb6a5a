namespace PacketFlow.Observability;

/// <summary>Tells how the reactor is, to every protocol the same.</summary>
/// <param name="load">Its load.</param>
/// <param name="trouble">Says what is wrong beside the load; null where nothing is.</param>
internal sealed class HealthMonitor(LoadMonitor load, Func<string?>? trouble = null)
{
    private volatile bool _isDraining;

    public int Capacity => load.Capacity;

    public HealthSnapshot Read() => new(load.Read(), _isDraining) { Trouble = trouble?.Invoke() };

    /// <summary>From now on the reactor takes no work, and says so.</summary>
    public void Drain() => _isDraining = true;
}
