namespace PacketFlow.Molecules;

/// <summary>The names and the accessibility of the members that a molecule class is given.</summary>
/// <param name="Molecule">The typed reference.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Mermaid">The diagram's text.</param>
/// <param name="Output">The record of several last steps.</param>
/// <param name="Access"><c>public</c>, or <c>internal</c> where a type that they mention is not public.</param>
internal sealed record MoleculeMembers(string Molecule, string Plan, string Mermaid, string Output, string Access);
