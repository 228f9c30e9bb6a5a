using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class AmbiguousStepInput : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.AmbiguousStepInput,
        "Ambiguous step input",
        "{0} fit parameter '{1}' of '{2}': {3}");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            foreach (StepInput input in molecule.Model.Steps[step].Inputs)
            {
                if (input.Binding == InputBinding.Ambiguous)
                {
                    Report(molecule, step, input);
                }
            }
        }
    }

    private void Report(MoleculeSite molecule, int step, StepInput input)
    {
        StepModel model = molecule.Model.Steps[step];
        bool isCompensation = model.Kind == StepKind.Compensation;
        string[] candidates = [.. input.Sources.Select(source =>
            isCompensation ? molecule.MethodOf(model.TargetStep).Parameters[source.Step].Name : molecule.Model.Steps[source.Step].Name)];
        molecule.Report(
            Descriptor,
            molecule.LocationOf(step, input),
            isCompensation ? [] : input.Sources.Select(source => molecule.LocationOfStep(source.Step)),
            isCompensation ? [] : [(BondFacts.Producers, string.Join(BondFacts.Separator.ToString(), candidates))],
            isCompensation ? $"Several parameters of '{model.Target}' ({Words.All(candidates)})" : $"The results of {Words.All(candidates)} both",
            input.Name,
            model.Name,
            isCompensation ? "give it the name of the one that it takes" : "say which one it takes with [From(nameof(...))]");
    }
}
