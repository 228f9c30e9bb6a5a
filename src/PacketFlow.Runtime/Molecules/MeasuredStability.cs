using PacketFlow.Chemistry;

namespace PacketFlow.Molecules;

/// <summary>The theory of a molecule with the frequencies that were measured instead of ones.</summary>
internal static class MeasuredStability
{
    public static MoleculeMeasurement Of(MoleculePlan plan, StepFigures[] figures)
    {
        BondGraph planned = PlanGraph.Of(plan);
        var graph = new BondGraph(planned.Steps, planned.Bonds.Select((bond, number) => bond with { Frequency = Frequency(plan, plan.Bonds[number], figures) }));
        return new MoleculeMeasurement(plan.Name, plan.Version)
        {
            Steps = [.. plan.Steps.Select(step => Of(step, figures[step.Number]))],
            Bonds =
            [
                .. graph.Bonds.Select((bond, number) => new BondMeasurement(plan.Bonds[number].Kind, plan.Steps[bond.From].Name, plan.Steps[bond.To].Name)
                {
                    Frequency = bond.Frequency,
                    Energy = bond.Strength,
                    PlannedEnergy = planned.Bonds[number].Strength,
                }),
            ],
            BindingEnergy = graph.BindingEnergy,
            PlannedBindingEnergy = planned.BindingEnergy,
            Stability = graph.Stability(),
            PlannedStability = planned.Stability(),
        };
    }

    private static StepMeasurement Of(PlanStep step, StepFigures figures) =>
        new(step.Name) { Done = figures.Done, Failed = figures.Failed, MeanTime = TimeSpan.FromMilliseconds(figures.MeanMilliseconds) };

    // One until measured, which steps without tries never are. A bond without an order is as frequent as the rarer of its steps.
    private static double Frequency(MoleculePlan plan, PlanBond bond, StepFigures[] figures)
    {
        double from = figures[bond.From].Done, to = figures[bond.To].Done + figures[bond.To].Failed;
        if (from + to == 0 || IsWait(plan.Steps[bond.From]) || IsWait(plan.Steps[bond.To]))
        {
            return 1;
        }

        return bond.Kind == BondKind.Ionic ? Math.Min(1, from == 0 ? 0 : to / from) : Math.Min(from, to) / Math.Max(from, to);
    }

    private static bool IsWait(PlanStep step) => step.Kind is StepKind.Timer or StepKind.Signal;
}
