using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class ContradictoryBonds : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.ContradictoryBonds,
        "Duplicate or contradictory bonds",
        "The bonds between '{0}' and '{1}' {2}");

    public override void Judge(MoleculeSite molecule)
    {
        List<int> open = [.. Enumerable.Range(0, molecule.Model.Bonds.Count).Where(bond => molecule.Model.Bonds[bond].IsInside && !IsSelf(molecule.Model.Bonds[bond]))];
        foreach (IGrouping<object, int> same in open.GroupBy(bond => Meaning(molecule.Model.Bonds[bond])))
        {
            JudgeSame(molecule, [.. same]);
        }

        foreach (int metallic in open.Where(bond => molecule.Model.Bonds[bond].Kind == BondKind.Metallic))
        {
            JudgeMetallic(molecule, metallic, open);
        }
    }

    // Two covalent bonds over two resources say two things; everything else that is said of a pair twice is said once too often.
    private static object Meaning(BondModel bond) => bond.Kind == BondKind.Ionic
        ? (bond.Kind, bond.FromStep, bond.ToStep, Resource: (string?)null)
        : (bond.Kind, Math.Min(bond.FromStep, bond.ToStep), Math.Max(bond.FromStep, bond.ToStep), bond.Resource);

    private void JudgeSame(MoleculeSite molecule, int[] bonds)
    {
        // The one that says most is the one to keep.
        int kept = bonds.OrderByDescending(bond => molecule.AttributeOf(bond).NamedArguments.Length).First();
        foreach (int bond in bonds.Where(bond => bond != kept))
        {
            BondModel model = molecule.Model.Bonds[bond];
            bool isConditional = model.When is not null && model.When != molecule.Model.Bonds[kept].When;
            molecule.Report(
                Descriptor,
                molecule.LocationOfBond(bond),
                [molecule.LocationOfBond(kept)],
                isConditional ? [] : [(BondFacts.IsRemovable, "")],
                model.From,
                model.To,
                isConditional
                    ? "have two conditions, of which only one can decide: join the conditions in one method"
                    : "say the same twice: remove one of them");
        }
    }

    private void JudgeMetallic(MoleculeSite molecule, int metallic, List<int> bonds)
    {
        BondModel group = molecule.Model.Bonds[metallic];
        foreach (int ionic in bonds.Where(bond => molecule.Model.Bonds[bond].IsOrder && IsSamePair(molecule.Model.Bonds[bond], group)))
        {
            molecule.ReportError(
                Descriptor,
                molecule.LocationOfBond(metallic),
                [molecule.LocationOfBond(ionic)],
                [(BondFacts.IsRemovable, "")],
                group.From,
                group.To,
                "contradict each other: the ionic one runs them one after the other, the metallic one side by side: keep one of the two");
            return;
        }
    }

    private static bool IsSelf(BondModel bond) => bond.FromStep == bond.ToStep;

    private static bool IsSamePair(BondModel one, BondModel other) =>
        (one.FromStep == other.FromStep && one.ToStep == other.ToStep) || (one.FromStep == other.ToStep && one.ToStep == other.FromStep);
}
