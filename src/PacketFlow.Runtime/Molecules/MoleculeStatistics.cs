using System.Collections.Concurrent;

namespace PacketFlow.Molecules;

/// <summary>What steps were measured to do since the process began.</summary>
internal sealed class MoleculeStatistics
{
    private readonly ConcurrentDictionary<(string Molecule, int Version), StepFigures[]> _molecules = new();

    /// <summary>The figures of a molecule's steps, by their numbers.</summary>
    public StepFigures[] Of(MoleculePlan plan) => _molecules.GetOrAdd(
        (plan.Name, plan.Version), static (_, steps) => [.. Enumerable.Range(0, steps).Select(static _ => new StepFigures())], plan.Steps.Count);
}
