using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;

namespace PacketFlow.Types;

internal sealed class LossyConversion : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.LossyConversion,
        "Lossy numeric conversion on a bond",
        "'{0}' gives {1}, but '{2}' of '{3}' is {4}, which {5}: give both the same type, or convert on purpose in a step of its own");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            foreach (StepInput input in molecule.Model.Steps[step].Inputs)
            {
                if (Fault(input) is { } source)
                {
                    molecule.Report(
                        Descriptor,
                        molecule.LocationOf(step, input),
                        molecule.Model.Steps[source.Step].Name,
                        molecule.Model.Steps[source.Step].OutputTypeName,
                        input.Name,
                        molecule.Model.Steps[step].Name,
                        input.TypeName,
                        source.Conversion == Conversion.Narrowing ? "cannot hold all of its values" : "cannot hold all of its digits");
                }
            }
        }
    }

    private static InputSource? Fault(StepInput input) => input.Binding == InputBinding.Step
        ? input.Sources.FirstOrDefault(static source => source.Conversion is Conversion.Narrowing or Conversion.Imprecise)
        : null;
}
