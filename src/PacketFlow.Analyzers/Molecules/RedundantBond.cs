using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class RedundantBond : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.RedundantBond,
        "Redundant ionic bond",
        "The other bonds already put '{0}' before '{1}', and this one carries no data: remove it");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        foreach (int bond in molecule.Graph.RedundantBonds())
        {
            BondModel model = molecule.Model.Bonds[bond];
            if (!molecule.IsBroken(model.FromStep) && molecule.IsFed(model.ToStep))
            {
                molecule.Report(Descriptor, molecule.LocationOfBond(bond), model.From, model.To);
            }
        }
    }
}
