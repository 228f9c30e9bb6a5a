namespace PacketFlow.Molecules;

/// <summary>A bond of a molecule. Its number is its place among the molecule's bonds.</summary>
/// <param name="Kind">How it holds its steps together.</param>
/// <param name="From">The first step as named.</param>
/// <param name="To">The second step as named.</param>
/// <param name="FromStep">The first step's number, -1 if the name is no step of the flow.</param>
/// <param name="ToStep">The second step's number, -1 if the name is no step of the flow.</param>
/// <param name="When">The condition's method as named.</param>
/// <param name="WhenState">Whether that method can decide.</param>
/// <param name="ForEach">Whether the second step runs once for each item.</param>
/// <param name="ForEachState">Whether there are items and a parameter for them.</param>
/// <param name="Parallelism">How many items run at a time, if said.</param>
/// <param name="Reason">Why the order matters although no data flows.</param>
/// <param name="Resource">What a covalent bond shares.</param>
/// <param name="Exclusive">Whether both may write it, one after the other.</param>
/// <param name="Merge">The method that joins what both wrote, as named.</param>
/// <param name="MergeState">Whether that method can join.</param>
/// <param name="CarriesData">Whether the first step's output fills a parameter of the second.</param>
/// <param name="IsMismatch">Whether the first step's output fits no parameter of the second although one is left without a source.</param>
internal sealed record BondModel(
    BondKind Kind,
    string From,
    string To,
    int FromStep,
    int ToStep,
    string? When = null,
    MethodState WhenState = MethodState.None,
    bool ForEach = false,
    ForEachState ForEachState = ForEachState.None,
    int? Parallelism = null,
    string? Reason = null,
    string? Resource = null,
    bool Exclusive = false,
    string? Merge = null,
    MethodState MergeState = MethodState.None,
    bool CarriesData = false,
    bool IsMismatch = false)
{
    /// <summary>Whether both ends are steps of the flow.</summary>
    public bool IsInside => FromStep >= 0 && ToStep >= 0;

    /// <summary>Whether it orders two steps of the flow.</summary>
    public bool IsOrder => Kind == BondKind.Ionic && IsInside && FromStep != ToStep;

    /// <summary>Whether a plan can be made with it.</summary>
    public bool IsSound => IsInside && FromStep != ToStep && !IsMismatch && WhenState <= MethodState.Valid
        && ForEachState <= ForEachState.Valid && MergeState <= MethodState.Valid;
}
