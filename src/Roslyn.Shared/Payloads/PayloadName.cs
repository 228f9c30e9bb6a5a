using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>The names of a type.</summary>
/// <param name="Code">As code names it, nullable annotations included.</param>
/// <param name="Clr">Without them.</param>
internal sealed record PayloadName(string Code, string Clr)
{
    private static readonly SymbolDisplayFormat ClrFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    public static PayloadName Of(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 0, ContainingType: null, IsTupleType: false }
        ? new PayloadName(type.ToDisplayString(PayloadParser.FullName))
        : new PayloadName(type.ToDisplayString(PayloadParser.FullName), type.ToDisplayString(ClrFormat));

    private PayloadName(string name)
        : this(name, name)
    {
    }
}
