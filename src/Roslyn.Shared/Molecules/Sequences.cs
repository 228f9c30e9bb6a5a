using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>The types of what runs once for each item: items, and results gathered in an array.</summary>
internal static class Sequences
{
    /// <summary>The type of a sequence's items, or null where ForEach has none. Texts, bytes and maps travel as one value.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol? type) => type is null ? null : TypeFit.Strip(type).Type switch
    {
        { SpecialType: SpecialType.System_String } => null,
        IArrayTypeSymbol { Rank: 1 } array => Item(array.ElementType),
        IArrayTypeSymbol => null,
        INamedTypeSymbol named when IsEnumerable(named) => Item(named.TypeArguments[0]),
        { } other when other.AllInterfaces.Where(IsEnumerable).ToArray() is [{ } only] => Item(only.TypeArguments[0]),
        _ => null,
    };

    /// <summary>An array of the results of each item.</summary>
    public static ITypeSymbol Gather(ITypeSymbol result, Compilation compilation) =>
        compilation.CreateArrayTypeSymbol(result, elementNullableAnnotation: result.NullableAnnotation)
            .WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    private static bool IsEnumerable(INamedTypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    private static ITypeSymbol? Item(ITypeSymbol item) =>
        item.SpecialType == SpecialType.System_Byte || item.IsNamed("System.Collections.Generic.KeyValuePair") ? null : item;
}
