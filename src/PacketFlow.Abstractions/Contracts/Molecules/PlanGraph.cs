using PacketFlow.Chemistry;

namespace PacketFlow;

/// <summary>A plan as the theory sees it.</summary>
internal static class PlanGraph
{
    public static BondGraph Of(MoleculePlan plan)
    {
        PlanStep[] flow = [.. plan.Steps.Where(static step => step.IsInFlow)];
        return new BondGraph(flow.Select(static step => step.Name), plan.Bonds.Select(bond => new Bond(
            bond.Kind,
            bond.From,
            bond.To,
            bond.CarriesData,
            bond.When is not null || IsDecision(flow.ElementAtOrDefault(bond.From)),
            bond.Resource,
            bond.Exclusive || bond.Merge is not null)));
    }

    /// <summary>How long each step of the flow may take.</summary>
    public static double[] Seconds(MoleculePlan plan) =>
        [.. plan.Steps.Where(static step => step.IsInFlow).Select(static step => step.Timeout?.TotalSeconds ?? 0)];

    private static bool IsDecision(PlanStep? step) => step?.Element is { Group: AtomGroup.Cf, Name: "branch" or "br" or "gate" };
}
