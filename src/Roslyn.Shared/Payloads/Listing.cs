using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Which formatters referencing projects may rely on.</summary>
internal static class Listing
{
    /// <summary>The role of a type's formatter: listed if the assembly declares the type and others see it.</summary>
    public static FormatterRole RoleOf(ITypeSymbol type, Compilation compilation) =>
        SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly) && IsPublic(type)
            ? FormatterRole.Listed
            : FormatterRole.Default;

    private static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public
            && named.TypeArguments.All(IsPublic)
            && (named.ContainingType is null || IsPublic(named.ContainingType)),
        _ => true,
    };
}
