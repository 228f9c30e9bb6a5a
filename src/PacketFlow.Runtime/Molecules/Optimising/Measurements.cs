using PacketFlow.Chemistry;
using PacketFlow.Molecules.Core;

namespace PacketFlow.Molecules.Optimising;

/// <summary>A plan with what its steps were measured to do.</summary>
/// <param name="view">The plan as it is walked.</param>
/// <param name="figures">Its steps' figures.</param>
/// <param name="parallelism">How many items run at a time where a bond does not say.</param>
internal sealed class Measurements(PlanView view, StepFigures[] figures, int parallelism)
{
    /// <summary>With fewer tries of a step nothing is concluded.</summary>
    public const int LeastTries = 100;

    public PlanView View => view;

    public MoleculePlan Plan => view.Plan;

    public int Parallelism => parallelism;

    public StepFigures Of(int step) => figures[step];

    public bool IsMeasured(int step) => figures[step].Done + figures[step].Failed >= LeastTries;

    /// <summary>How many items a run had on average along a bond that runs a step for each.</summary>
    public double Items(PlanBond bond) => (figures[bond.To].Done + figures[bond.To].Failed) / (double)Math.Max(1, figures[bond.From].Done);

    /// <summary>The longest chain of a run's steps, in milliseconds, as the plan is walked with a tuning.</summary>
    public CriticalPath Longest(PlanTuning tuning)
    {
        PlanView tuned = PlanView.Of(view.Definition, tuning);
        int[] order = [.. Enumerable.Range(0, Plan.Bonds.Count).Where(tuned.IsOrder)];
        var graph = new BondGraph(
            Plan.Steps.Take(view.FlowCount).Select(static step => step.Name),
            order.Select(bond => new Bond(BondKind.Ionic, Plan.Bonds[bond].From, Plan.Bonds[bond].To)));
        return graph.CriticalPath([.. Enumerable.Range(0, view.FlowCount).Select(step => Milliseconds(tuned, step))]);
    }

    private double Milliseconds(PlanView tuned, int step)
    {
        int bond = tuned.ForEachBond[step];
        double rounds = bond < 0 ? 1 : Math.Ceiling(Items(Plan.Bonds[bond]) / Math.Max(1, tuned.ParallelismOf(bond) ?? parallelism));
        return rounds * figures[step].MeanMilliseconds;
    }
}
