using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>A molecule of so many steps, in a row or side by side, each of which adds one; it gives what the last of them gave.</summary>
internal sealed class BenchMolecule(string name, int steps, bool isChain) : MoleculeDefinition(name, version: 1)
{
    private ElementHandler[]? _handlers;

    public IReadOnlyList<ElementHandler> Handlers => _handlers ??= [.. Plan.Steps.Select(static step => new AddingHandler(step))];

    protected override MoleculePlan CreatePlan()
    {
        PlanStep[] all = [.. Enumerable.Range(0, steps).Select(Step)];
        PlanBond[] bonds = isChain ? [.. Enumerable.Range(1, steps - 1).Select(static step => new PlanBond(BondKind.Ionic, step - 1, step) { CarriesData = true })] : [];
        return new MoleculePlan(Name, 1, all, bonds, [new PlanOutput(steps - 1, null)]);
    }

    private PlanStep Step(int number) => new(
        number, Invariant($"s{number}"), StepKind.Handler, new Element(AtomGroup.Df, "add"), Invariant($"add@{Name}/1/s{number}"))
    {
        Inputs = [new PlanInput("value", "int", [isChain && number > 0 ? new PlanSource(PlanSourceKind.Step, number - 1) : new PlanSource(PlanSourceKind.MoleculeInput)]) { IsRequired = true }],
        ResultTypeName = "int",
        Timeout = TimeSpan.FromSeconds(30),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed class AddingHandler(PlanStep step) : ElementHandler(new Element(AtomGroup.Df, step.Address))
    {
        public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call) => call.Complete(payload.ReadInt32() + 1, Formatter<int>.Default);
    }
}
