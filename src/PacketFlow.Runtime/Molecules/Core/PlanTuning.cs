namespace PacketFlow.Molecules.Core;

/// <summary>
/// How a plan is walked other than it is written: what does not change what its runs compute, nor what their records mean. A run that was walked
/// so far one way goes on the other way.
/// </summary>
internal sealed record PlanTuning
{
    public static readonly PlanTuning None = new();

    /// <summary>The ionic bonds whose second step does not wait.</summary>
    public IReadOnlyList<int> Relaxed { get; init; } = [];

    /// <summary>The bonds whose steps go to one reactor.</summary>
    public IReadOnlyList<int> Together { get; init; } = [];

    /// <summary>How many items run at a time, by the bond.</summary>
    public IReadOnlyDictionary<int, int> Parallelism { get; init; } = new Dictionary<int, int>();

    /// <summary>Both; where they differ, the other.</summary>
    public PlanTuning And(PlanTuning other) => new()
    {
        Relaxed = [.. Relaxed.Union(other.Relaxed)],
        Together = [.. Together.Union(other.Together)],
        Parallelism = Parallelism.Where(one => !other.Parallelism.ContainsKey(one.Key)).Concat(other.Parallelism).ToDictionary(),
    };
}
