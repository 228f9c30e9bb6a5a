using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>
/// What a molecule's model was made of, in the model's order: an analyzer finds the method of a step, and the attribute of a bond, by
/// its number. The steps of the flow come first, then compensations and substitutes. Else the order is that of the declarations, and of
/// the files' paths where the class is in several, so that it does not depend on the order in which the compiler is given the files.
/// </summary>
internal static class MoleculeSymbols
{
    /// <summary>The methods that are steps, compensations or substitutes.</summary>
    public static ImmutableArray<IMethodSymbol> Steps(INamedTypeSymbol molecule) =>
    [
        .. molecule.GetMembers().OfType<IMethodSymbol>()
            .Where(IsStep)
            .OrderBy(static method => IsBeside(method))
            .ThenBy(static method => method.Locations.FirstOrDefault()?.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static method => method.Locations.FirstOrDefault()?.SourceSpan.Start),
    ];

    /// <summary>The attributes that are bonds.</summary>
    public static ImmutableArray<AttributeData> Bonds(INamedTypeSymbol molecule) =>
    [
        .. molecule.GetAttributes()
            .Where(static attribute => KindOf(attribute) is not null)
            .OrderBy(static attribute => attribute.ApplicationSyntaxReference?.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(static attribute => attribute.ApplicationSyntaxReference?.Span.Start),
    ];

    /// <summary>The molecules that a molecule's steps run, in the steps' order: what a search for nesting cycles follows.</summary>
    public static ImmutableArray<INamedTypeSymbol> Nested(INamedTypeSymbol molecule) =>
    [
        .. Steps(molecule)
            .Select(static method => method.FindAttribute(WellKnownNames.Nested)?.TypeAt(0))
            .OfType<INamedTypeSymbol>(),
    ];

    /// <summary>The kind of bond that an attribute is, or null if it is none.</summary>
    public static BondKind? KindOf(AttributeData attribute) => attribute.AttributeClass switch
    {
        null => null,
        { Name: "IonicBondAttribute" } type when type.IsNamed(WellKnownNames.IonicBond) => BondKind.Ionic,
        { Name: "CovalentBondAttribute" } type when type.IsNamed(WellKnownNames.CovalentBond) => BondKind.Covalent,
        { Name: "MetallicBondAttribute" } type when type.IsNamed(WellKnownNames.MetallicBond) => BondKind.Metallic,
        { Name: "VanDerWaalsBondAttribute" } type when type.IsNamed(WellKnownNames.VanDerWaalsBond) => BondKind.VanDerWaals,
        _ => null,
    };

    private static bool IsBeside(IMethodSymbol method) =>
        method.FindAttribute(WellKnownNames.Compensates) is not null || method.FindAttribute(WellKnownNames.Substitutes) is not null;

    private static bool IsStep(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary && method.GetAttributes().Any(static attribute => attribute.AttributeClass is { } type
            && (type.IsNamed(WellKnownNames.Element)
                || type.IsNamed(WellKnownNames.Compensates)
                || type.IsNamed(WellKnownNames.Substitutes)
                || type.IsNamed(WellKnownNames.Nested)
                || type.IsNamed(WellKnownNames.Delay)));
}
