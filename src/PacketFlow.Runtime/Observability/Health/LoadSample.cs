namespace PacketFlow.Observability;

/// <summary>The load at one moment; every part is from 0 to 100.</summary>
/// <param name="Processor">The share of all cores that this process used since the sample before.</param>
/// <param name="Memory">The share of the memory it may hold.</param>
/// <param name="Queue">How many atoms wait.</param>
/// <param name="Fullness">The share of the capacity that waits.</param>
internal readonly record struct LoadSample(int Processor, int Memory, int Queue, int Fullness)
{
    /// <summary>Beyond this only a full queue counts: else two busy cores would make every router refuse this reactor.</summary>
    public const int MostWithoutQueue = 94;

    public int Load => Math.Max(Math.Min(Math.Max(Processor, Memory), MostWithoutQueue), Fullness);

    public HealthState State => Load < 80 ? HealthState.Healthy : Load < 95 ? HealthState.Degraded : HealthState.Failed;
}
