using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>A molecule that waits for a signal, an hour at most.</summary>
internal sealed class SleepingMolecule() : MoleculeDefinition("sleeping", version: 1)
{
    protected override MoleculePlan CreatePlan() => new(
        Name,
        1,
        [new PlanStep(0, "Wake", StepKind.Signal, new Element(AtomGroup.Ed, "signal"), "signal") { ResultTypeName = "int", Timeout = TimeSpan.FromHours(1) }],
        [],
        [new PlanOutput(0, null)]);
}
