using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>Walks all types of a namespace.</summary>
internal static class NamespaceTypes
{
    /// <summary>The types of a namespace or type, of those within it, and so on.</summary>
    public static IEnumerable<INamedTypeSymbol> AllTypes(this INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(static member =>
        member switch
        {
            INamedTypeSymbol type => type.AllTypes().Prepend(type),
            INamespaceSymbol space => space.AllTypes(),
            _ => [],
        });
}
