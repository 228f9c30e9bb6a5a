namespace PacketFlow;

/// <summary>What a handler may ask about the atom that it runs. It is made only for handlers with such a parameter.</summary>
public sealed class AtomContext
{
    /// <summary>The atom's id.</summary>
    public required string Id { get; init; }

    /// <summary>The atom's group.</summary>
    public required AtomGroup Group { get; init; }

    /// <summary>The element's name, as the sender spelled it.</summary>
    public required string Element { get; init; }

    /// <summary>1 to 10, 10 is most urgent.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>What ties this atom to others, if the sender said so.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Which try this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The same for every try of the same work; give it to what the handler calls.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What chooses among the reactors that have the element, in the id's place.</summary>
    internal string? RoutingKey { get; init; }

    /// <summary>Who sent the atom, if known.</summary>
    public string? Caller { get; init; }

    /// <summary>When the atom must be done.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The run that the atom is a step of, if it is one.</summary>
    public string? RunId { get; init; }

    /// <summary>The step that the atom is, if it is one.</summary>
    public string? Step { get; init; }

    /// <summary>A client for further atoms, which carries this atom's lane and key.</summary>
    public required IPacketFlowClient Client { get; init; }

    /// <summary>The services of the atom's scope.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Receives what the handler reports: the trace of its run, where it is a step with a body; else null.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Knows how far other steps of the handler's metallic group are; null where it has none.</summary>
    public Func<string, double?>? GroupProgress { get; init; }

    /// <summary>
    /// Reports how far the handler is. Who reads the run's trace at that moment is told (<see cref="RunEventKind.StepProgressed"/>); it is
    /// written down nowhere.
    /// </summary>
    /// <param name="progress">0 to 1.</param>
    public void Report(double progress) => Progress?.Report(Math.Clamp(progress, 0, 1));

    /// <summary>
    /// How far another step is that a metallic bond joins with this one, in the same run: 0 until it begins, then what it last reported, and 1
    /// when it is done. Of a step that runs for each item it is the mean of them.
    /// </summary>
    /// <param name="step">The step's name.</param>
    /// <returns>Null if no step of that name is in one group with this one.</returns>
    public double? ProgressOf(string step) => GroupProgress?.Invoke(step);
}
