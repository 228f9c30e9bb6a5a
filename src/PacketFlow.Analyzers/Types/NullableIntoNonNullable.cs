using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;

namespace PacketFlow.Types;

internal sealed class NullableIntoNonNullable : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.NullableIntoNonNullable,
        "Nullable flows into non-nullable",
        "{0} may be null, but '{1}' of '{2}' expects none: let the parameter be {3}?, or let '{2}' run only under a condition (When) that excludes null");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        for (int step = 0; step < molecule.Model.Steps.Count; step++)
        {
            foreach (StepInput input in molecule.Model.Steps[step].Inputs)
            {
                if (Fault(input) is { } source && !IsGuarded(molecule, step, source.Step))
                {
                    molecule.Report(
                        Descriptor,
                        molecule.LocationOf(step, input),
                        source.Step < 0 ? "The molecule's input" : $"What '{molecule.Model.Steps[source.Step].Name}' gives",
                        input.Name,
                        molecule.Model.Steps[step].Name,
                        input.TypeName);
                }
            }
        }
    }

    private static InputSource? Fault(StepInput input) => input.Binding is InputBinding.Step or InputBinding.Molecule
        ? input.Sources.FirstOrDefault(static source => source.DropsNull)
        : null;

    // A condition over what the source gives may be there to keep null out.
    private static bool IsGuarded(MoleculeSite molecule, int step, int source) =>
        source >= 0 && molecule.Model.Bonds.Any(bond => bond is { IsOrder: true, When: not null } && bond.FromStep == source
            && (bond.ToStep == step || molecule.Graph.IsBefore(bond.ToStep, step)));
}
