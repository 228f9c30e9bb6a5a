namespace PacketFlow.Observability;

/// <summary>How a reactor is at one moment.</summary>
/// <param name="Sample">Its load.</param>
/// <param name="IsDraining">Whether it stops.</param>
internal readonly record struct HealthSnapshot(LoadSample Sample, bool IsDraining)
{
    /// <summary>Why its journal takes no records, as an operator is told; null if it does.</summary>
    public string? Trouble { get; init; }

    public HealthState State => IsDraining ? HealthState.Failed : Trouble is not null && Sample.State == HealthState.Healthy ? HealthState.Degraded : Sample.State;

    /// <summary>Whether it takes work.</summary>
    public bool Ok => State != HealthState.Failed;

    public int Load => Sample.Load;

    public int Queue => Sample.Queue;
}
