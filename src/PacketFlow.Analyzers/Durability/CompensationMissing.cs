using System.Collections.Immutable;
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
        ImmutableArray<IMethodSymbol> steps = MoleculeSymbols.Steps(bodies.Type);
        ImmutableArray<Effect?> effects =
            [.. steps.Select(step => bodies.Effects(step, context.Compilation, context.CancellationToken).FirstOrDefault())];

        // Most molecules change nothing by themselves, and need not be parsed to say so.
        if (effects.All(static effect => effect is null)
            || MoleculeParser.Parse(bodies.Type, context.Compilation, context.CancellationToken) is not { } molecule)
        {
            return;
        }

        for (int i = 0; i < steps.Length; i++)
        {
            if (effects[i] is { } effect
                && molecule.Steps[i].Kind == StepKind.Handler
                && !HasCompensation(i, molecule)
                && FirstThatCanFail(i, molecule) is { } later)
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptor, steps[i].Locations[0], [effect.Call.Syntax.GetLocation()], steps[i].Name, effect.Api, later.Name));
            }
        }
    }

    private static bool HasCompensation(int step, MoleculeModel molecule) =>
        molecule.Steps.Any(other => other.Kind == StepKind.Compensation && other.TargetStep == step);

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
