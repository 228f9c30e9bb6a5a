using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class SelfBond : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.SelfBond,
        "Self bond",
        "'{0}' of '{1}' is bonded to itself, which can hold nothing together: remove the bond, or name the other step");

    public override void Judge(MoleculeSite molecule)
    {
        for (int bond = 0; bond < molecule.Model.Bonds.Count; bond++)
        {
            if (molecule.Model.Bonds[bond] is { IsInside: true } self && self.FromStep == self.ToStep)
            {
                molecule.Report(Descriptor, molecule.LocationOfBond(bond), self.From, molecule.Model.Name);
            }
        }
    }
}
