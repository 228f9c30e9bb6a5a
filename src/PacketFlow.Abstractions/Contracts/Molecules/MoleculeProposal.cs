namespace PacketFlow;

/// <summary>How a molecule could run better, from what was measured in this process.</summary>
/// <param name="Kind">What would change.</param>
/// <param name="Molecule">The molecule's name.</param>
/// <param name="Version">The version of its plan.</param>
/// <param name="From">The first step of the bond that it is about.</param>
/// <param name="To">The second step.</param>
public sealed record MoleculeProposal(ProposalKind Kind, string Molecule, int Version, string From, string To)
{
    /// <summary>
    /// What was measured: how many milliseconds the longest chain of a run's steps takes; for <see cref="ProposalKind.PlaceTogether"/> the
    /// binding energy.
    /// </summary>
    public double Before { get; init; }

    /// <summary>The same as it is expected with the change.</summary>
    public double After { get; init; }

    /// <summary>The proposal in words, with what to write in the molecule.</summary>
    public required string Advice { get; init; }

    /// <summary>Whether runs that begin now have it: the host's configuration allows it.</summary>
    public bool IsApplied { get; init; }
}
