namespace PacketFlow.Molecules.Journals;

/// <summary>Which runs.</summary>
internal sealed record RunQuery
{
    public RunStatus? Status { get; init; }

    public string? Molecule { get; init; }

    public bool? IsOver { get; init; }

    /// <summary>Only those that were last touched before, in milliseconds of Unix time.</summary>
    public long? UpdatedBefore { get; init; }

    public long? UpdatedAfter { get; init; }

    /// <summary>Only runs of their own, not those that are steps of others.</summary>
    public bool RootsOnly { get; init; }

    /// <summary>Only those whose id comes after, in ordinal order: how one pages.</summary>
    public string? After { get; init; }

    public int Limit { get; init; } = int.MaxValue;
}
