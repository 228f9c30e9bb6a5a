namespace PacketFlow.Chemistry;

/// <summary>A bond between two steps, which are named by their numbers in the graph.</summary>
/// <param name="Kind">How they hold together.</param>
/// <param name="From">The first step; for an ionic bond the one that completes before the other starts.</param>
/// <param name="To">The second step.</param>
/// <param name="CarriesData">Whether the first step's result is a parameter of the second.</param>
/// <param name="IsConditional">Whether the bond has a condition, or comes from a branch or a gate.</param>
/// <param name="Resource">What a covalent bond shares.</param>
/// <param name="IsExclusive">Whether a covalent bond gives the resource to one user at a time, so that nothing needs merging.</param>
internal sealed record Bond(
    BondKind Kind,
    int From,
    int To,
    bool CarriesData = false,
    bool IsConditional = false,
    string? Resource = null,
    bool IsExclusive = false)
{
    /// <summary>Messages along the bond per message that it could carry; 1 until measured.</summary>
    public double Frequency { get; init; } = 1;

    /// <summary>How much correctness and speed hang on the bond; 1 until measured.</summary>
    public double Criticality { get; init; } = 1;

    /// <summary>How tightly the bond couples its steps.</summary>
    public double Coupling => Kind switch
    {
        BondKind.Ionic when CarriesData => 1.0,
        BondKind.Ionic when IsConditional => 0.8,
        BondKind.Ionic => 0.6,
        BondKind.Covalent => 0.4,
        BondKind.Metallic => 0.3,
        _ => 0.2,
    };

    /// <summary>What the bond adds to the binding energy of its molecule.</summary>
    public double Strength => Coupling * Frequency * Criticality;
}
