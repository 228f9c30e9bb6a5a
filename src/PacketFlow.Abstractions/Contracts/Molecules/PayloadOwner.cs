namespace PacketFlow;

/// <summary>The run that a payload in the journal belongs to.</summary>
/// <param name="RunId">The run's id. It stands in the journal as it is.</param>
/// <param name="Molecule">The molecule's name.</param>
/// <param name="Version">The version of the plan that it runs by.</param>
public readonly record struct PayloadOwner(string RunId, string Molecule, int Version);
