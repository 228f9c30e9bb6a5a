using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class IsolatedStep : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.IsolatedStep,
        "Isolated step",
        "No bond holds '{0}' in '{1}': bond it to the steps that it belongs to, or take it out of the molecule");

    public override void Judge(MoleculeSite molecule)
    {
        // A name that is no step may be this one's, mistyped.
        if (!molecule.AreBondsInside || molecule.Graph.Steps.Count < 2)
        {
            return;
        }

        var bonded = new HashSet<int>(molecule.Model.Bonds.SelectMany(static bond => new[] { bond.FromStep, bond.ToStep }));
        for (int place = 0; place < molecule.Graph.Steps.Count; place++)
        {
            int step = molecule.Graph.Steps[place];
            if (!bonded.Contains(step))
            {
                int neighbour = molecule.Graph.Steps[place == 0 ? 1 : place - 1];
                molecule.Report(
                    Descriptor,
                    molecule.LocationOfStep(step),
                    [molecule.AttributeLocation],
                    [(BondFacts.From, molecule.Model.Steps[Math.Min(step, neighbour)].Name), (BondFacts.To, molecule.Model.Steps[Math.Max(step, neighbour)].Name)],
                    molecule.Model.Steps[step].Name,
                    molecule.Model.Name);
            }
        }
    }
}
