using System.Runtime.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>What steps were measured to do since their host came to know their plan.</summary>
internal sealed class MoleculeStatistics
{
    // They go with the plan.
    private readonly ConditionalWeakTable<MoleculePlan, StepFigures[]> _plans = new();

    /// <summary>The figures of a plan's steps, by their numbers.</summary>
    public StepFigures[] Of(MoleculePlan plan) => _plans.GetValue(plan, static plan => [.. plan.Steps.Select(static step => new StepFigures(step.Number))]);
}
