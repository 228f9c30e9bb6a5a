using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class AmbiguousMoleculeInput : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.AmbiguousMoleculeInput,
        "Molecule input is ambiguous",
        "The first steps of '{0}' need different inputs ({1}), but a molecule is given one: let one step take a type that has what all need, or bond the others behind it");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        // A bond to a name that is no step makes its other end look like a first step.
        if (molecule.Model.Problems.HasFlag(MoleculeProblems.AmbiguousInput) && molecule.AreBondsInside)
        {
            molecule.Report(Descriptor, molecule.Location, molecule.Model.Name, string.Join(", ", Needs(molecule)));
        }
    }

    private static IEnumerable<string> Needs(MoleculeSite molecule) =>
        from node in Enumerable.Range(0, molecule.Graph.Steps.Count)
        where molecule.Graph.Bonds.Order.Predecessors(node).IsEmpty
        let step = molecule.Model.Steps[molecule.Graph.Steps[node]]
        from input in step.Inputs
        where input.Binding == InputBinding.Molecule
        select $"{input.TypeName} of '{step.Name}'";
}
