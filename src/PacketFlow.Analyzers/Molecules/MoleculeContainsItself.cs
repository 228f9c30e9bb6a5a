using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

internal sealed class MoleculeContainsItself : MoleculeRule
{
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.CSharpErrorMessageFormat;

    public override DiagnosticDescriptor Descriptor { get; } = Rule.Error(
        DiagnosticIds.MoleculeContainsItself,
        "Molecule contains itself",
        "'{0}' would run itself without end: {1}; take one of these [Nested] steps out");

    public override void Judge(MoleculeSite molecule)
    {
        if (Cycle(molecule.Type) is { } cycle && IsReportedHere(molecule, cycle))
        {
            molecule.Report(
                Descriptor,
                LocationOf(molecule.Type, cycle[1 % cycle.Count], molecule.CancellationToken),
                [.. cycle.Skip(1).Select((nested, place) => LocationOf(nested, cycle[(place + 2) % cycle.Count], molecule.CancellationToken)).Where(static place => place.IsInSource)],
                [],
                molecule.Type.Name,
                string.Join(" -> ", cycle.Append(cycle[0]).Select(static type => type.Name)));
        }
    }

    /// <summary>The shortest way from a molecule back to itself, beginning with it.</summary>
    private static List<INamedTypeSymbol>? Cycle(INamedTypeSymbol molecule)
    {
        var parents = new Dictionary<INamedTypeSymbol, INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var open = new Queue<INamedTypeSymbol>([molecule]);
        while (open.Count > 0)
        {
            INamedTypeSymbol current = open.Dequeue();
            foreach (INamedTypeSymbol nested in MoleculeSymbols.Nested(current))
            {
                if (SymbolEqualityComparer.Default.Equals(nested, molecule))
                {
                    return Path(current);
                }

                if (!parents.ContainsKey(nested))
                {
                    parents.Add(nested, current);
                    open.Enqueue(nested);
                }
            }
        }

        return null;

        List<INamedTypeSymbol> Path(INamedTypeSymbol last)
        {
            var path = new List<INamedTypeSymbol> { last };
            while (parents.TryGetValue(path[path.Count - 1], out INamedTypeSymbol? parent))
            {
                path.Add(parent);
            }

            path.Reverse();
            return path;
        }
    }

    // Once for each cycle, at the member of this compilation whose name comes first.
    private static bool IsReportedHere(MoleculeSite molecule, List<INamedTypeSymbol> cycle) => cycle
        .Where(type => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, molecule.Compilation.Assembly))
        .All(type => string.CompareOrdinal(molecule.Type.ToDisplayString(FullName), type.ToDisplayString(FullName)) <= 0);

    private static Location LocationOf(INamedTypeSymbol molecule, INamedTypeSymbol nested, CancellationToken cancellationToken) =>
        MoleculeSymbols.Steps(molecule)
            .Select(static step => step.FindAttribute(WellKnownNames.Nested))
            .First(attribute => SymbolEqualityComparer.Default.Equals(attribute?.TypeAt(0), nested))!
            .ArgumentLocation(0, "molecule", cancellationToken);
}
