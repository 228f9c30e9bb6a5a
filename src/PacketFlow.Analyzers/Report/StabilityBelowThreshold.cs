using System.Globalization;
using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;

namespace PacketFlow.Report;

internal sealed class StabilityBelowThreshold : MoleculeRule
{
    private const string Setting = "packetflow.min_stability";

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.StabilityBelowThreshold,
        "Stability below threshold",
        "'{0}' has a stability of {1}, below the {2} that " + Setting + " asks for: let fewer steps share a resource at once, or bond them more closely");

    public override void Judge(MoleculeSite molecule)
    {
        if (molecule.Model.IsSound
            && double.TryParse(molecule.Option(Setting), NumberStyles.Float, CultureInfo.InvariantCulture, out double minimum)
            && molecule.Graph.Bonds.Stability() is var stability && stability < minimum)
        {
            molecule.Report(Descriptor, molecule.Location, molecule.Model.Name, Number(stability), Number(minimum));
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
