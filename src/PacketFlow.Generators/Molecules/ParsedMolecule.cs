using PacketFlow.Molecules;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Molecules;

/// <summary>What one class leads to: found once, then split, so that an edit of a payload type leaves the molecule as it is.</summary>
/// <param name="Molecule">The molecule.</param>
/// <param name="Payloads">The types that its generated code reads and writes, each with all that it leads to.</param>
/// <param name="Experiments">The ids of what is experimental in it.</param>
internal sealed record ParsedMolecule(MoleculeModel Molecule, EquatableArray<PayloadModel> Payloads, EquatableArray<string> Experiments);
