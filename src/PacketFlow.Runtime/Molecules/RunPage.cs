namespace PacketFlow.Molecules;

/// <summary>Some of the runs that were searched.</summary>
/// <param name="Runs">The runs, in the order of their ids.</param>
/// <param name="Next">The id after which the next page begins; null on the last.</param>
internal sealed record RunPage(IReadOnlyList<RunInfo> Runs, string? Next);
