namespace PacketFlow;

/// <summary>What the tries of a step were measured to do in this process. Timers and signals have none.</summary>
/// <param name="Step">The step's name.</param>
public sealed record StepMeasurement(string Step)
{
    /// <summary>How many tries gave a result. A step that runs for each item has at least one for each.</summary>
    public long Done { get; init; }

    /// <summary>How many tries failed.</summary>
    public long Failed { get; init; }

    /// <summary>How long a try took on average, in whole milliseconds each; zero before the first.</summary>
    public TimeSpan MeanTime { get; init; }
}
