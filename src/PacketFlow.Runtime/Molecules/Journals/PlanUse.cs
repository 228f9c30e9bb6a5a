namespace PacketFlow.Molecules.Journals;

/// <summary>A plan that unfinished runs go by.</summary>
internal sealed record PlanUse(string Molecule, int Version, string Fingerprint, int Runs);
