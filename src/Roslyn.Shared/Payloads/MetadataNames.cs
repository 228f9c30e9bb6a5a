using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Names by which a compilation finds a type again.</summary>
internal static class MetadataNames
{
    /// <summary>The full metadata name of a type's declaration: <c>Shop.Outer+Order`1</c>.</summary>
    public static string Of(INamedTypeSymbol type)
    {
        INamedTypeSymbol definition = type.OriginalDefinition;
        return definition.ContainingType is { } outer ? $"{Of(outer)}+{definition.MetadataName}"
            : definition.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{definition.MetadataName}"
            : definition.MetadataName;
    }
}
