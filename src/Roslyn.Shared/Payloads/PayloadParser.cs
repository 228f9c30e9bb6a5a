using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>From a type symbol to what generated code needs to carry it.</summary>
internal static class PayloadParser
{
    /// <summary>How generated code names a type, nullable annotations included.</summary>
    public static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The name and the formatter of a type.</summary>
    public static PayloadRef Reference(ITypeSymbol type, Compilation compilation)
    {
        _ = compilation;
        string name = type.ToDisplayString(FullName);
        return new PayloadRef(name, $"global::PacketFlow.Formatter<{name}>.Default", IsSupported: true);
    }
}
