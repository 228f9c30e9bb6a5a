namespace PacketFlow;

/// <summary>One source of a step's parameter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The step whose output it is, or the parameter of the step that is undone; 0 for the rest.</param>
public sealed record PlanSource(PlanSourceKind Kind, int Number = 0)
{
    /// <summary>Whether it is one item of the output, not the whole.</summary>
    public bool IsItem { get; init; }

    /// <summary>Whether the value must be converted: its bytes are not those that the parameter's type has.</summary>
    public bool IsConverted { get; init; }
}
