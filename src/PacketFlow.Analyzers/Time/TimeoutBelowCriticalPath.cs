using System.Globalization;
using Microsoft.CodeAnalysis;
using PacketFlow.Chemistry;
using PacketFlow.Molecules;

namespace PacketFlow.Time;

internal sealed class TimeoutBelowCriticalPath : FlowRule
{
    public override DiagnosticDescriptor Descriptor { get; } = Rule.Warning(
        DiagnosticIds.TimeoutBelowCriticalPath,
        "Molecule timeout below critical path",
        "'{0}' has {1} s, but its steps {2} may take {3} s, one after the other: raise the molecule's timeout or lower theirs");

    protected override void JudgeFlow(MoleculeSite molecule)
    {
        // Nothing runs in no time: that is said of the timeout itself.
        if (molecule.Model.TimeoutSeconds is not { } timeout || timeout <= 0)
        {
            return;
        }

        CriticalPath path = molecule.Graph.Bonds.CriticalPath(StepSeconds.Of(molecule));
        if (path.Seconds > timeout)
        {
            molecule.Report(
                Descriptor,
                molecule.Attribute.PropertyLocation("TimeoutSeconds", molecule.CancellationToken),
                FixFacts.Replace(Number(Math.Ceiling(path.Seconds))),
                molecule.Model.Name,
                Number(timeout),
                string.Join(" -> ", path.Steps.Select(node => molecule.Graph.Bonds.Steps[node])),
                Number(path.Seconds));
        }
    }

    private static string Number(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);
}
