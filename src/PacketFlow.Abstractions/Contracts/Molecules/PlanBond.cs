namespace PacketFlow;

/// <summary>A bond of a plan. Its number is its place among the plan's bonds.</summary>
/// <param name="Kind">How it holds its steps together.</param>
/// <param name="From">The number of the first step.</param>
/// <param name="To">The number of the second step.</param>
public sealed record PlanBond(BondKind Kind, int From, int To)
{
    /// <summary>The name of the condition over the first step's output.</summary>
    public string? When { get; init; }

    /// <summary>Whether the second step runs once for each item of the first one's output.</summary>
    public bool ForEach { get; init; }

    /// <summary>How many items run at a time; null for the number of cores.</summary>
    public int? Parallelism { get; init; }

    /// <summary>Why the order matters although no data flows.</summary>
    public string? Reason { get; init; }

    /// <summary>What a covalent bond shares.</summary>
    public string? Resource { get; init; }

    /// <summary>Whether both may write the resource, one after the other.</summary>
    public bool Exclusive { get; init; }

    /// <summary>The name of the method that joins what both gave.</summary>
    public string? Merge { get; init; }

    /// <summary>Whether the first step's output fills a parameter of the second.</summary>
    public bool CarriesData { get; init; }
}
