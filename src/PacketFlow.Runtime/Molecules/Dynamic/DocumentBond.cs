namespace PacketFlow.Molecules.Dynamic;

/// <summary>A bond of a molecule document, its steps by their numbers.</summary>
internal sealed record DocumentBond(BondKind Kind, int From, int To)
{
    /// <summary>Where it stands in the document, for whoever is told of it.</summary>
    public required string Place { get; init; }

    /// <summary>The member of the first step's output that decides, by its path; with <c>!</c> before it, the other way round.</summary>
    public string? When { get; init; }

    public bool ForEach { get; init; }

    public string? Resource { get; init; }
}
