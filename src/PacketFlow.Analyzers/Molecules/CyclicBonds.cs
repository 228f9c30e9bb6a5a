using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class CyclicBonds : MoleculeRule
{
    private const string Arrow = " -> ";

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.CyclicBonds,
        "Cyclic ionic bonds",
        "The ionic bonds of '{0}' form a cycle, so that none of its steps can ever start: {1}; remove one of these bonds or make it metallic");

    public override void Judge(MoleculeSite molecule)
    {
        foreach (int[] cycle in molecule.Graph.Cycles())
        {
            List<int> bonds = [.. cycle.Select((step, place) => BondBetween(molecule.Model, step, cycle[(place + 1) % cycle.Length]))];
            NestedPath[] passes = [.. cycle.Select(step => NestedPath.Through(molecule.MethodOf(step)))];
            string path = string.Join(Arrow, passes.Append(passes[0]).SelectMany(static pass => pass.Steps));
            molecule.Report(
                Descriptor,
                molecule.LocationOfStep(cycle[0]),
                [
                    .. bonds.Select(molecule.LocationOfBond),
                    .. passes.SelectMany(static pass => pass.Bonds).Select(bond => bond.Location(molecule.CancellationToken)).Where(static place => place.IsInSource),
                ],
                [(BondFacts.Bonds, bonds.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))],
                molecule.Model.Name,
                path);
        }
    }

    private static int BondBetween(MoleculeModel molecule, int from, int to)
    {
        for (int bond = 0; bond < molecule.Bonds.Count; bond++)
        {
            if (molecule.Bonds[bond] is { IsOrder: true } order && order.FromStep == from && order.ToStep == to)
            {
                return bond;
            }
        }

        throw new InvalidOperationException("A cycle is made of bonds.");
    }
}
