using System.Globalization;
using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Molecules;

namespace PacketFlow.Report;

internal sealed class MoleculeReported : MoleculeRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.MoleculeReport,
        "Molecule report",
        "'{0}': critical path {1} ({2} s), width {3}, depth {4}, binding energy {5}, stability {6}, resonance {7}{8}");

    public override void Judge(MoleculeSite molecule)
    {
        if (molecule.Model.IsSound)
        {
            var report = MoleculeReport.Of(molecule.Graph.Bonds, StepSeconds.Of(molecule));
            molecule.Report(
                Descriptor,
                molecule.Location,
                molecule.Model.Name,
                string.Join(" -> ", report.CriticalSteps),
                Number(report.CriticalSeconds),
                report.Width,
                report.Depth,
                Number(report.BindingEnergy),
                Number(report.Stability),
                report.IsResonanceExact ? "" : "at least ",
                Number(report.Resonance));
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
