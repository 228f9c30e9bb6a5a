using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;

namespace PacketFlow.Molecules;

/// <summary>How long each step of a molecule may run, in the order of its graph.</summary>
internal static class StepSeconds
{
    public static double[] Of(MoleculeSite molecule) =>
        Of(molecule.Model, molecule.Graph, molecule.Type, molecule.Compilation, [molecule.Type], molecule.CancellationToken);

    private static double[] Of(
        MoleculeModel molecule,
        MoleculeGraph graph,
        INamedTypeSymbol type,
        Compilation compilation,
        ImmutableArray<INamedTypeSymbol> outer,
        CancellationToken cancellationToken)
    {
        ImmutableArray<IMethodSymbol> methods = default;
        return [.. graph.Steps.Select(Seconds)];

        double Seconds(int number)
        {
            StepModel step = molecule.Steps[number];
            ElementOptions options = step.Handler.Options;
            return step.Kind switch
            {
                _ when options.TimeoutSeconds is { } said => said,
                StepKind.Timer => step.DelaySeconds ?? 0,

                // Nobody knows how long a signal is waited for.
                StepKind.Signal => 0,
                StepKind.Nested => Nested(number),
                _ => PeriodicTable.TryParseGroup(options.Group, out AtomGroup group) ? PeriodicTable.DefaultTimeoutSeconds(group, options.Name) : 0,
            };
        }

        double Nested(int number)
        {
            methods = methods.IsDefault ? MoleculeSymbols.Steps(type) : methods;
            return methods[number].FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is not INamedTypeSymbol nested ? 0
                : nested.FindAttribute(WellKnownNames.Molecule)?.Named<double>("TimeoutSeconds") is { } said ? said
                : outer.Contains(nested, SymbolEqualityComparer.Default) ? 0
                : Inside(nested);
        }

        double Inside(INamedTypeSymbol nested) =>
            MoleculeParser.Parse(nested, compilation, cancellationToken) is { } model && new MoleculeGraph(model) is { IsAcyclic: true } inner
                ? inner.Bonds.CriticalPath(Of(model, inner, nested, compilation, outer.Add(nested), cancellationToken)).Seconds
                : 0;
    }
}
