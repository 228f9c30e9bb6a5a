namespace PacketFlow;

/// <summary>Which runs to list. What is not set does not matter; what is set must hold together.</summary>
public sealed record RunSearch
{
    /// <summary>Where they stand, as <see cref="RunInfo.Status"/> tells it.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>The name of their molecule, whichever version of it.</summary>
    public string? Molecule { get; init; }

    /// <summary>Whether they are over.</summary>
    public bool? IsOver { get; init; }

    /// <summary>Something last happened to them at this moment or later.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Something last happened to them before this moment.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Whether runs that are steps of others are listed too. Default: false.</summary>
    public bool IncludeNested { get; init; }

    /// <summary>Only runs whose id comes after this one: where an earlier listing goes on.</summary>
    public string? After { get; init; }
}
