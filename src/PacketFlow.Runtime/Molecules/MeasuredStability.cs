using PacketFlow.Chemistry;

namespace PacketFlow.Molecules;

/// <summary>The theory of a molecule with the frequencies that were measured instead of ones.</summary>
/// <param name="BindingEnergy">The sum of the bonds' strengths.</param>
/// <param name="Stability">Binding energy less the stress on shared resources; stable above 0.</param>
/// <param name="Frequencies">For each bond how often its second step ran for each time that its first gave a result.</param>
internal sealed record MeasuredStability(double BindingEnergy, double Stability, IReadOnlyList<double> Frequencies)
{
    public static MeasuredStability Of(MoleculePlan plan, StepFigures[] figures)
    {
        BondGraph unmeasured = PlanGraph.Of(plan);
        double[] frequencies = [.. plan.Bonds.Select(bond => Frequency(bond, figures))];
        var graph = new BondGraph(unmeasured.Steps, unmeasured.Bonds.Select((bond, number) => bond with { Frequency = frequencies[number] }));
        return new MeasuredStability(graph.BindingEnergy, graph.Stability(), frequencies);
    }

    // One until measured. A bond without an order is as frequent as the rarer of its steps.
    private static double Frequency(PlanBond bond, StepFigures[] figures)
    {
        double from = figures[bond.From].Done, to = figures[bond.To].Done + figures[bond.To].Failed;
        if (from + to == 0)
        {
            return 1;
        }

        return bond.Kind == BondKind.Ionic ? Math.Min(1, from == 0 ? 0 : to / from) : Math.Min(from, to) / Math.Max(from, to);
    }
}
