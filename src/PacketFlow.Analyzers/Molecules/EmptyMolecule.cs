using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class EmptyMolecule : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.EmptyMolecule,
        "Molecule empty",
        "'{0}' has no step, so there is nothing to run: give a method of '{1}' an [Element]");

    public override void Judge(MoleculeSite molecule)
    {
        if (molecule.Model.Problems.HasFlag(MoleculeProblems.Empty))
        {
            molecule.Report(Descriptor, molecule.Location, molecule.Model.Name, molecule.Type.Name);
        }
    }
}
