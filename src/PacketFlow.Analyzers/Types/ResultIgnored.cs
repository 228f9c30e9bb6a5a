using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;

namespace PacketFlow.Types;

internal sealed class ResultIgnored : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.ResultIgnored,
        "Result ignored",
        "'{0}' gives {1}, but no other step takes it: let a step take it, or let '{0}' return nothing");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        foreach (int step in molecule.Graph.Steps)
        {
            StepModel model = molecule.Model.Steps[step];
            if (model.IsResultIgnored && !molecule.IsBroken(step) && AreDependentsFed(molecule, step))
            {
                molecule.Report(Descriptor, molecule.LocationOfStep(step), model.Name, model.OutputTypeName);
            }
        }
    }

    // What fills a dependent's parameter is not known: it may be meant to be this.
    private static bool AreDependentsFed(MoleculeSite molecule, int step) =>
        molecule.Model.Bonds.All(bond => !bond.IsOrder || bond.FromStep != step || molecule.IsFed(bond.ToStep));
}
