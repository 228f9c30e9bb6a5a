using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class OverStrictOrder : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.OverStrictOrder,
        "Over-strict order",
        "'{1}' waits for '{0}' but takes nothing from it: make the bond metallic, so that both run side by side, or say with Reason why the order matters");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        var redundant = new HashSet<int>(molecule.Graph.RedundantBonds());
        for (int bond = 0; bond < molecule.Model.Bonds.Count; bond++)
        {
            if (molecule.Model.Bonds[bond] is { IsOrder: true, CarriesData: false, Reason: null, When: null, ForEach: false } order
                && !redundant.Contains(bond)
                && !IsOrderItself(molecule.Model.Steps[order.FromStep]) && !IsOrderItself(molecule.Model.Steps[order.ToStep])
                && !molecule.IsBroken(order.FromStep) && molecule.IsFed(order.ToStep))
            {
                molecule.Report(Descriptor, molecule.LocationOfBond(bond), order.From, order.To);
            }
        }
    }

    // Who waits for a timer, a signal or a lock waits for nothing else than the order.
    private static bool IsOrderItself(StepModel step) => step.Kind is StepKind.Timer or StepKind.Signal || step.Handler.Options.Group == "rm";
}
