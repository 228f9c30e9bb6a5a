using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>Types as messages name them.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Readable(ITypeSymbol? type) => type?.ToDisplayString(Format) ?? "nothing";
}
