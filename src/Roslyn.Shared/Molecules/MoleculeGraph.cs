using PacketFlow.Chemistry;

namespace PacketFlow.Molecules;

/// <summary>A molecule as the theory sees it: the steps of the flow under their own numbers, and the bonds between two of them.</summary>
internal static class MoleculeGraph
{
    public static BondGraph Of(MoleculeModel molecule) => new(
        Flow(molecule).Select(static step => step.Name),
        molecule.Bonds
            .Where(static bond => bond.IsInside && bond.FromStep != bond.ToStep)
            .Select(bond => new Bond(
                bond.Kind,
                bond.FromStep,
                bond.ToStep,
                bond.CarriesData,
                bond.When is not null || IsDecision(molecule.Steps[bond.FromStep]),
                bond.Resource,
                bond.Exclusive || bond.Merge is not null)));

    /// <summary>How long each step of the flow may take; 0 where nothing limits it.</summary>
    public static double[] Seconds(MoleculeModel molecule) => [.. Flow(molecule).Select(static step => StepTime.Limit(step) ?? 0)];

    private static IEnumerable<StepModel> Flow(MoleculeModel molecule) => molecule.Steps.Where(static step => step.IsInFlow);

    private static bool IsDecision(StepModel step) => step.Handler.Options is { Group: "cf", Name: "branch" or "br" or "gate" };
}
