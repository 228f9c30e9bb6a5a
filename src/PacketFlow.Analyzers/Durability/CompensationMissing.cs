using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PacketFlow.Bodies;
using PacketFlow.Molecules;

namespace PacketFlow.Durability;

internal static class CompensationMissing
{
    public static DiagnosticDescriptor Descriptor { get; } = Rule.Info(
        DiagnosticIds.CompensationMissing,
        "Compensation missing",
        "Step '{0}' does '{1}', and nothing undoes it when '{2}' fails: write a method with [Compensates(nameof({0}))]");

    public static void Judge(TypeBodies bodies, SymbolAnalysisContext context)
    {
        if (MoleculeParser.Parse(bodies.Type, context.Compilation, context.CancellationToken) is not { } molecule)
        {
            return;
        }

        var methods = MoleculeSymbols.Steps(bodies.Type);
        for (int i = 0; i < molecule.Steps.Count; i++)
        {
            int step = i;
            if (molecule.Steps[step].Kind == StepKind.Handler
                && !molecule.Steps.Any(other => other.Kind == StepKind.Compensation && other.TargetStep == step)
                && FirstThatCanFail(step, molecule) is { } later
                && bodies.Effects(methods[step], context.Compilation, context.CancellationToken).FirstOrDefault() is { } effect)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor, methods[step].Locations[0], [effect.Call.Syntax.GetLocation()], methods[step].Name, effect.Api, later.Name));
            }
        }
    }

    // A durable timer is all that cannot fail.
    private static StepModel? FirstThatCanFail(int step, MoleculeModel molecule)
    {
        var later = new List<int> { step };
        for (int i = 0; i < later.Count; i++)
        {
            foreach (BondModel bond in molecule.Bonds)
            {
                if (bond.IsOrder && bond.FromStep == later[i] && !later.Contains(bond.ToStep))
                {
                    later.Add(bond.ToStep);
                }
            }
        }

        return later.Skip(1).Select(number => molecule.Steps[number]).FirstOrDefault(static model => model.Kind != StepKind.Timer);
    }
}
