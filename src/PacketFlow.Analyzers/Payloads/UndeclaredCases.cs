using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

internal static class UndeclaredCases
{
    public static readonly DiagnosticDescriptor Descriptor = Rule.Error(
        DiagnosticIds.UndeclaredCases,
        "Polymorphic payload without declared cases",
        "'{0}' of '{1}' {2}");

    public static Diagnostic Of(PayloadFinding finding)
    {
        string reason = finding.Problem.Kind == PayloadProblemKind.BadCase
            ? "cannot be a case: it must be a concrete type that derives from the union, be declared once, and have a name of its own"
            : "may be of any derived type, and nobody could tell which: declare its cases with [Union]";
        FixFacts facts = finding is { Problem.Kind: PayloadProblemKind.Polymorphic, About.OriginalDefinition: { } type }
            ? Declare(type)
            : FixFacts.None;
        return Descriptor.At(finding.Location, facts, finding.Problem.TypeName, finding.Problem.Path, reason);
    }

    // The attributes that would declare the cases there are: none if there is no case or the type is not in source.
    private static FixFacts Declare(INamedTypeSymbol type)
    {
        if (type.Arity > 0
            || type.Locations.FirstOrDefault() is not { IsInSource: true } declaration
            || type.FindAttribute(WellKnownNames.Union) is not null)
        {
            return FixFacts.None;
        }

        var cases = type.ContainingAssembly.GlobalNamespace.AllTypes()
            .Where(one => one is { IsAbstract: false, Arity: 0, TypeKind: TypeKind.Class or TypeKind.Struct } && Unions.DerivesFrom(one, type))
            .OrderBy(static one => one.ToDisplayString(), StringComparer.Ordinal)
            .ToList();
        if (cases.Count == 0)
        {
            return FixFacts.None;
        }

        string attributes = cases.TrueForAll(one => IsInside(one, type))
            ? "global::PacketFlow.Union"
            : string.Join(", ", cases.Select(static one =>
                $"global::PacketFlow.Union(typeof({one.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}))"));
        return FixFacts.Replace(attributes).Beside([declaration]);
    }

    private static bool IsInside(INamedTypeSymbol type, INamedTypeSymbol outer) =>
        type.ContainingType is { } container
        && (SymbolEqualityComparer.Default.Equals(container, outer) || IsInside(container, outer));
}
