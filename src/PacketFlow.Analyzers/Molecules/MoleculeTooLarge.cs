using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class MoleculeTooLarge : MoleculeRule
{
    private const string Setting = "packetflow.max_molecule_steps";
    private const int DefaultMaximum = 50;

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.MoleculeTooLarge,
        "Molecule too large",
        "'{0}' has {1} steps, more than {2}: move those that belong together to a molecule of their own and run it with [Nested]");

    public override void Judge(MoleculeSite molecule)
    {
        int maximum = int.TryParse(molecule.Option(Setting), NumberStyles.None, CultureInfo.InvariantCulture, out int set) ? set : DefaultMaximum;
        if (molecule.Graph.Steps.Count > maximum)
        {
            molecule.Report(Descriptor, molecule.Location, molecule.Model.Name, molecule.Graph.Steps.Count, maximum);
        }
    }
}
