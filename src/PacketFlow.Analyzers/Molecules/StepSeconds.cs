using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

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

        // Without a limit a nested molecule takes what its own steps take; how long a signal is waited for nobody knows.
        double Seconds(int number) =>
            StepTime.Limit(molecule.Steps[number]) ?? (molecule.Steps[number].Kind == StepKind.Nested ? Nested(number) : 0);

        double Nested(int number)
        {
            methods = methods.IsDefault ? MoleculeSymbols.Steps(type) : methods;
            return methods[number].FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is INamedTypeSymbol nested
                && !outer.Contains(nested, SymbolEqualityComparer.Default)
                ? Inside(nested)
                : 0;
        }

        double Inside(INamedTypeSymbol nested) =>
            MoleculeParser.Parse(nested, compilation, cancellationToken) is { } model && new MoleculeGraph(model) is { IsAcyclic: true } inner
                ? inner.Bonds.CriticalPath(Of(model, inner, nested, compilation, outer.Add(nested), cancellationToken)).Seconds
                : 0;
    }
}
