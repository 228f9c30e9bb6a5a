using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class OrderDependentGroup : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.OrderDependentGroup,
        "Metallic group with order-dependent member",
        "Metallic bonds let '{0}' and '{1}' start together, but '{1}' reads what '{0}' gives: make the bond ionic");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        var reported = new HashSet<int>();
        for (int reader = 0; reader < molecule.Model.Steps.Count; reader++)
        {
            foreach (int source in Sources(molecule.Model.Steps[reader]))
            {
                // Both bonds between the two themselves are a contradiction, which has a rule of its own.
                if (LastBond(molecule.Model, source, reader) is { } bond
                    && !(IsPair(molecule.Model.Bonds[bond], source, reader) && molecule.Model.Bonds.Any(order => order.IsOrder && IsPair(order, source, reader)))
                    && reported.Add(bond))
                {
                    Report(molecule, bond, source, reader);
                }
            }
        }
    }

    private void Report(MoleculeSite molecule, int bond, int source, int reader)
    {
        BondModel metallic = molecule.Model.Bonds[bond];
        int other = metallic.FromStep == reader ? metallic.ToStep : metallic.FromStep;
        (int first, int second) = molecule.Graph.IsBefore(reader, other) ? (reader, other) : (other, reader);
        molecule.Report(
            Descriptor,
            molecule.LocationOfBond(bond),
            [molecule.LocationOfStep(source), molecule.LocationOfStep(reader)],
            [(BondFacts.From, molecule.Model.Steps[first].Name), (BondFacts.To, molecule.Model.Steps[second].Name)],
            molecule.Model.Steps[source].Name,
            molecule.Model.Steps[reader].Name);
    }

    private static IEnumerable<int> Sources(StepModel step) => step.IsInFlow
        ? step.Inputs.Where(static input => input.Binding == InputBinding.Step).SelectMany(static input => input.Sources).Select(static source => source.Step).Distinct()
        : [];

    /// <summary>The bond that ends a chain of metallic bonds from one step to another, or null if they are in no group together.</summary>
    private static int? LastBond(MoleculeModel molecule, int from, int to)
    {
        var seen = new HashSet<int> { from };
        var open = new Queue<int>([from]);
        while (open.Count > 0)
        {
            int current = open.Dequeue();
            for (int bond = 0; bond < molecule.Bonds.Count; bond++)
            {
                if (molecule.Bonds[bond] is { Kind: BondKind.Metallic, IsInside: true } metallic
                    && (metallic.FromStep == current || metallic.ToStep == current)
                    && seen.Add(metallic.FromStep == current ? metallic.ToStep : metallic.FromStep))
                {
                    int next = metallic.FromStep == current ? metallic.ToStep : metallic.FromStep;
                    if (next == to)
                    {
                        return bond;
                    }

                    open.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static bool IsPair(BondModel bond, int one, int other) =>
        (bond.FromStep == one && bond.ToStep == other) || (bond.FromStep == other && bond.ToStep == one);
}
