using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>What unions and their cases know of each other.</summary>
internal static class Unions
{
    /// <summary>The key of the case's name in its map.</summary>
    public const string CaseKey = "$case";

    /// <summary>Whether the type may be a case: something that it derives from is a union.</summary>
    public static bool HasCase(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type; one is { SpecialType: SpecialType.None, TypeKind: not TypeKind.Error }; one = one.BaseType)
        {
            if (one.FindAttribute(WellKnownNames.Union) is not null)
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(static one => one.FindAttribute(WellKnownNames.Union) is not null);
    }

    /// <summary>Whether a type is another or derives from it.</summary>
    public static bool DerivesFrom(INamedTypeSymbol type, INamedTypeSymbol other)
    {
        for (INamedTypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, other))
            {
                return true;
            }
        }

        return type.AllInterfaces.Contains(other, SymbolEqualityComparer.Default);
    }
}
