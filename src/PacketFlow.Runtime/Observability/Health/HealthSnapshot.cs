namespace PacketFlow.Observability;

/// <summary>How a reactor is at one moment.</summary>
/// <param name="Sample">Its load.</param>
/// <param name="IsDraining">Whether it stops.</param>
internal readonly record struct HealthSnapshot(LoadSample Sample, bool IsDraining)
{
    public HealthState State => IsDraining ? HealthState.Failed : Sample.State;

    /// <summary>Whether it takes work.</summary>
    public bool Ok => State != HealthState.Failed;

    public int Load => Sample.Load;

    public int Queue => Sample.Queue;
}
