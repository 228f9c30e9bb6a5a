using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>
/// Compares symbols with full names. Looking a name up in the compilation instead would give nothing where two references declare it.
/// </summary>
internal static class SymbolNames
{
    /// <summary>Whether a type, generic arguments aside, has this full name: <c>System.Threading.Tasks.Task</c>. Nested types have none.</summary>
    public static bool IsNamed(this ITypeSymbol type, string fullName)
    {
        if (type.ContainingType is not null || !fullName.EndsWith(type.Name, StringComparison.Ordinal))
        {
            return false;
        }

        int end = fullName.Length - type.Name.Length;
        for (INamespaceSymbol? part = type.ContainingNamespace; part is { IsGlobalNamespace: false }; part = part.ContainingNamespace)
        {
            int start = end - 1 - part.Name.Length;
            if (start < 0 || fullName[end - 1] != '.' || string.CompareOrdinal(fullName, start, part.Name, 0, part.Name.Length) != 0)
            {
                return false;
            }

            end = start;
        }

        return end == 0;
    }

    /// <summary>Whether it is a type of another assembly with this full name: one that the user declared under such a name is not meant.</summary>
    public static bool IsReferenced(this ITypeSymbol type, string fullName, Compilation compilation) =>
        type.IsNamed(fullName) && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    /// <summary>Whether generated code of the compilation's assembly, in a file of its own, can write the type's name and may use it.</summary>
    public static bool CanName(this Compilation compilation, ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => compilation.CanName(array.ElementType),
        INamedTypeSymbol named => compilation.IsSymbolAccessibleWithin(named, compilation.Assembly)
            && !IsFileLocal(named)
            && !named.IsForbidden()
            && named.TypeArguments.All(compilation.CanName),
        IDynamicTypeSymbol or ITypeParameterSymbol => true,
        _ => false,
    };

    /// <summary>Whether it, or a type around it, is obsolete as an error: no code may use it, generated code neither.</summary>
    public static bool IsForbidden(this ISymbol symbol) => symbol.Obsoleting() is not null;

    /// <summary>The symbol, or the type around it, that is obsolete as an error; null if none is.</summary>
    public static ISymbol? Obsoleting(this ISymbol symbol)
    {
        for (ISymbol? level = symbol; level is not (null or INamespaceSymbol); level = level.ContainingType)
        {
            if (level is not ITypeSymbol { SpecialType: not SpecialType.None }
                && level.FindAttribute("System.ObsoleteAttribute") is { ConstructorArguments: [_, { Value: true }] })
            {
                return level;
            }
        }

        return null;
    }

    private static bool IsFileLocal(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal)
            {
                return true;
            }
        }

        return false;
    }
}
