using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>
/// A way through a step: the step itself, or, where it runs another molecule, a chain of that one's steps from a first to a last. Who waits
/// for the step waits for its last steps, and what the step waits for its first steps wait for, so the chain is part of every cycle through it.
/// </summary>
/// <param name="Steps">The names along the way: <c>Pay.Charge</c> is the step Charge of the molecule that the step Pay runs.</param>
/// <param name="Bonds">The bonds along the way.</param>
internal readonly record struct NestedPath(ImmutableArray<string> Steps, ImmutableArray<AttributeData> Bonds)
{
    public static NestedPath Through(IMethodSymbol step) => Through(step, step.Name, []);

    private static NestedPath Through(IMethodSymbol step, string name, ImmutableHashSet<ISymbol?> outer) =>
        step.FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is INamedTypeSymbol nested && !outer.Contains(nested, SymbolEqualityComparer.Default)
            ? Inside(nested, name, outer.Add(nested))
            : new NestedPath([name], []);

    // By the names in the bonds alone: they are there also for a molecule of a referenced assembly, whose steps may be private.
    private static NestedPath Inside(INamedTypeSymbol molecule, string prefix, ImmutableHashSet<ISymbol?> outer)
    {
        List<AttributeData> bonds = [.. MoleculeSymbols.Bonds(molecule).Where(static bond => MoleculeSymbols.KindOf(bond) == BondKind.Ionic)];
        string? current = bonds
            .Select(static bond => bond.TextAt(0))
            .Where(name => name is not null && !bonds.Exists(bond => bond.TextAt(1) == name))
            .OrderBy(static name => name, StringComparer.Ordinal)
            .FirstOrDefault();
        if (current is null)
        {
            return new NestedPath([prefix], []);
        }

        var steps = new List<string>();
        var followed = new List<AttributeData>();
        for (var seen = new HashSet<string>(StringComparer.Ordinal); current is not null && seen.Add(current);)
        {
            NestedPath pass = molecule.GetMembers(current).OfType<IMethodSymbol>().FirstOrDefault() is { } method
                ? Through(method, $"{prefix}.{current}", outer)
                : new NestedPath([$"{prefix}.{current}"], []);
            steps.AddRange(pass.Steps);
            followed.AddRange(pass.Bonds);
            AttributeData? next = bonds
                .Where(bond => bond.TextAt(0) == current && bond.TextAt(1) is not null)
                .OrderBy(static bond => bond.TextAt(1), StringComparer.Ordinal)
                .FirstOrDefault();
            if (next is not null)
            {
                followed.Add(next);
            }

            current = next?.TextAt(1);
        }

        return new NestedPath([.. steps], [.. followed]);
    }
}
