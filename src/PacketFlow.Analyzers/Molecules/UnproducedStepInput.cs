using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Molecules;

internal sealed class UnproducedStepInput : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.UnproducedStepInput,
        "Step input that nobody produces",
        "{0} for parameter '{1}' of '{2}', which needs {3}: {4}");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            foreach (StepInput input in molecule.UnproducedInputs(step))
            {
                Report(molecule, step, input);
            }
        }
    }

    private void Report(MoleculeSite molecule, int step, StepInput input)
    {
        StepModel model = molecule.Model.Steps[step];
        string? from = model.Handler.Parameters[input.Parameter].From;
        string[] producers = model.IsInFlow ? [.. Producers(molecule, step, input, from).Select(producer => molecule.Model.Steps[producer].Name)] : [];
        molecule.Report(
            Descriptor,
            molecule.LocationOf(step, input),
            [molecule.AttributeLocation],
            producers.Length == 0 ? [] : [(BondFacts.Producers, string.Join(BondFacts.Separator.ToString(), producers)), (BondFacts.To, model.Name)],
            input.Binding == InputBinding.FromNotBefore ? $"'{from}' does not come before '{model.Name}', so there is nothing" : "Nothing on offer fits",
            input.Name,
            model.Name,
            input.TypeName,
            (input.Binding == InputBinding.FromNotBefore ? "" : $"on offer {Offers(molecule, input)}; ") + WayOut(model, producers));
    }

    private static string WayOut(StepModel step, string[] producers) => (step.Kind, producers) switch
    {
        (StepKind.Compensation, _) => $"a compensation is given the input and the result of '{step.Target}' alone",
        (_, []) => "bond it behind a step that gives one, or change its type",
        _ => $"bond it behind {Words.All(producers)}",
    };

    private static string Offers(MoleculeSite molecule, StepInput input) => input.Offers.Count == 0
        ? "is nothing"
        : "are " + string.Join(", ", input.Offers.Select(offer =>
            offer.Step < 0 ? $"{offer.TypeName}, the molecule's input" : $"{offer.TypeName} of '{molecule.Model.Steps[offer.Step].Name}'"));

    // Steps whose result fits and that may still be put before this one.
    private static IEnumerable<int> Producers(MoleculeSite molecule, int step, StepInput input, string? from) =>
        molecule.Graph.Steps.Where(producer =>
            producer != step
            && (from is null || molecule.Model.Steps[producer].Name == from)
            && !molecule.Graph.IsBefore(step, producer)
            && !molecule.Model.Bonds.Any(bond => bond.IsOrder && bond.FromStep == producer && bond.ToStep == step)
            && TypeFit.Between(OutputOf(molecule, producer), molecule.MethodOf(step).Parameters[input.Parameter].Type, molecule.Compilation) is { Fits: true, Rank: < 2 });

    private static ITypeSymbol? OutputOf(MoleculeSite molecule, int step)
    {
        ITypeSymbol? result = SignatureParser.ShapeOf(molecule.MethodOf(step), molecule.Compilation).Result;
        return result is not null && molecule.Model.Steps[step].IsForEach ? Sequences.Gather(result, molecule.Compilation) : result;
    }
}
