using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;

namespace PacketFlow.Types;

internal sealed class TypeMismatch : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.TypeMismatch,
        "Type mismatch along a bond",
        "{0}: {1}");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            if (!molecule.IsBroken(step))
            {
                JudgeBonds(molecule, step);
                JudgeFrom(molecule, step);
                JudgeNested(molecule, step);
            }
        }

        for (int bond = 0; bond < molecule.Model.Bonds.Count; bond++)
        {
            if (molecule.Model.Bonds[bond].IsInside && !molecule.IsBroken(molecule.Model.Bonds[bond].FromStep))
            {
                JudgeForEach(molecule, bond);
                JudgeMethods(molecule, bond);
            }
        }
    }

    private void JudgeBonds(MoleculeSite molecule, int step)
    {
        StepModel target = molecule.Model.Steps[step];
        IEnumerable<StepInput> missing = target.Inputs.Where(static input => input.Binding == InputBinding.Missing);
        foreach ((int bond, StepInput input) in molecule.MismatchesInto(step).Zip(missing, static (bond, input) => (bond, input)))
        {
            BondModel model = molecule.Model.Bonds[bond];
            molecule.Report(
                Descriptor,
                molecule.LocationOfBond(bond),
                [molecule.LocationOf(step, input)],
                model.ForEach ? [] : [(BondFacts.From, model.From), (BondFacts.To, model.To), (BondFacts.Name, input.Name)],
                $"'{model.From}' gives {molecule.Model.Steps[model.FromStep].OutputTypeName}, but '{model.To}' needs {input.TypeName} for '{input.Name}'",
                "put a step between them that makes one of the other, or change one of the types");
        }
    }

    private void JudgeFrom(MoleculeSite molecule, int step)
    {
        foreach (StepInput input in molecule.Model.Steps[step].Inputs.Where(static input => input.Binding == InputBinding.FromMismatch))
        {
            StepModel source = molecule.Model.Steps[input.Sources[0].Step];
            molecule.Report(
                Descriptor,
                molecule.LocationOf(step, input),
                $"'{source.Name}' gives {source.OutputTypeName ?? "nothing"}, but [From] wants it as {input.TypeName} for '{input.Name}' of '{molecule.Model.Steps[step].Name}'",
                "name another step or change one of the types");
        }
    }

    private void JudgeNested(MoleculeSite molecule, int step)
    {
        if (molecule.Model.Steps[step] is not { Nested: { Name: not null } nested } model)
        {
            return;
        }

        if (model.Problems.HasFlag(StepProblems.NestedInput))
        {
            molecule.Report(
                Descriptor,
                molecule.LocationOfStep(step),
                $"'{model.Name}' runs '{nested.Name}', which takes {nested.InputTypeName}",
                "let the step have this one parameter and no other");
        }
        else if (model.Problems.HasFlag(StepProblems.NestedOutput))
        {
            molecule.Report(
                Descriptor,
                molecule.LocationOfStep(step),
                $"'{model.Name}' runs '{nested.Name}', which gives {nested.OutputTypeName}",
                "let the step return that or nothing");
        }
    }

    private void JudgeForEach(MoleculeSite molecule, int bond)
    {
        BondModel model = molecule.Model.Bonds[bond];
        StepModel source = molecule.Model.Steps[model.FromStep];
        (string fault, string wayOut) = model.ForEachState switch
        {
            ForEachState.NotEnumerable => ($"'{model.To}' would run for each item, but '{model.From}' gives {source.OutputTypeName ?? "nothing"}, which has none", "give an array or a list, or remove ForEach"),
            ForEachState.Second => ($"'{model.To}' already runs for each item of another step", "keep ForEach on one of the bonds"),
            ForEachState.NoParameter when !model.IsMismatch => ($"'{model.To}' would run for each item of {source.OutputTypeName}, but has no parameter for one", "give it one, or remove ForEach"),
            _ => ("", ""),
        };
        if (fault.Length > 0)
        {
            molecule.Report(Descriptor, molecule.AttributeOf(bond).PropertyLocation("ForEach", molecule.CancellationToken), fault, wayOut);
        }
    }

    private void JudgeMethods(MoleculeSite molecule, int bond)
    {
        BondModel model = molecule.Model.Bonds[bond];
        StepModel source = molecule.Model.Steps[model.FromStep];
        Judge("When", model.When, model.WhenState, $"static bool {model.When}({source.OutputTypeName} output)");
        Judge("Merge", model.Merge, model.MergeState, $"static T {model.Merge}(T a, T b) over what '{model.From}' and '{model.To}' give");

        void Judge(string property, string? name, MethodState state, string signature)
        {
            if (state > MethodState.Valid && name is not null)
            {
                molecule.Report(
                    Descriptor,
                    molecule.AttributeOf(bond).PropertyLocation(property, molecule.CancellationToken),
                    state switch
                    {
                        MethodState.Missing => $"'{molecule.Type.Name}' has no method '{name}'",
                        MethodState.NotStatic => $"'{name}' needs an instance, but bonds are judged without one",
                        _ => $"'{name}' cannot take what flows along this bond",
                    },
                    $"declare it as {signature}");
            }
        }
    }
}
