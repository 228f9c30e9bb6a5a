using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>From a type symbol to what generated code needs to carry it. Each type of a compilation is parsed once.</summary>
internal static class PayloadParser
{
    /// <summary>How generated code names a type, nullable annotations included.</summary>
    public static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name and the formatter of a type as it stands in a signature.</summary>
    public static PayloadRef Reference(ITypeSymbol type, Compilation compilation) =>
        Graph(type, compilation).Root;

    /// <summary>A type as it stands in a signature, with all that it leads to.</summary>
    public static PayloadGraph Graph(ITypeSymbol type, Compilation compilation, CancellationToken cancellationToken = default) =>
        PayloadCatalog.Of(compilation).Graph(type, cancellationToken);

    /// <summary>A type by its declaration: never null, and with a formatter of its own.</summary>
    public static PayloadGraph Contract(INamedTypeSymbol declaration, Compilation compilation, CancellationToken cancellationToken = default) =>
        Graph(Nullability.NotNull(declaration), compilation, cancellationToken);
}
