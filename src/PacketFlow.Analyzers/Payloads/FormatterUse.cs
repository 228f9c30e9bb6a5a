using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Payloads;

/// <summary>A place in source that takes a type's <c>Formatter&lt;T&gt;.Default</c>, itself or by what it calls.</summary>
/// <param name="Type">The type; it has no type parameters in it.</param>
/// <param name="By">What takes it, as people write it: <c>PacketCodec.Serialize</c>.</param>
/// <param name="Location">The type as it is written there, or what takes it.</param>
internal sealed record FormatterUse(ITypeSymbol Type, string By, Location Location)
{
    private const string Default = "Default", Formatter = "PacketFlow.Formatter";

    /// <summary>The names that make a use, if they stand for what they do of ours.</summary>
    public static readonly string[] Names = [Default, "Serialize", "Deserialize", "From", "SubmitAsync"];

    /// <summary>The use that a name makes, or null if it is any other name.</summary>
    public static FormatterUse? Of(SimpleNameSyntax name, SemanticModel model, CancellationToken cancellationToken)
    {
        // Only these names are bound: most code has none of them.
        if (Array.IndexOf(Names, name.Identifier.ValueText) < 0)
        {
            return null;
        }

        ISymbol? symbol = model.GetSymbolInfo(name, cancellationToken).Symbol;
        return Needed(symbol) is { } type && !IsOpen(type) && !IsSet(name)
            ? new FormatterUse(type, $"{symbol!.ContainingType.Name}.{symbol.Name}", (Written(name) ?? name).GetLocation())
            : null;
    }

    private static ITypeSymbol? Needed(ISymbol? symbol) => symbol switch
    {
        IPropertySymbol { Name: Default, ContainingType: { Arity: 1 } formatter } when formatter.IsNamed(Formatter) => formatter.TypeArguments[0],
        IMethodSymbol { TypeArguments: [var type] } method when TakesDefault(method) => type,
        _ => null,
    };

    private static bool TakesDefault(IMethodSymbol method) => method switch
    {
        { Name: "SubmitAsync", Parameters: [{ Type.SpecialType: SpecialType.System_String }, { Type.SpecialType: SpecialType.System_String }, ..] } =>
            method.ContainingType.AllInterfaces.Prepend(method.ContainingType).Any(static one => one.IsNamed(WellKnownNames.PacketFlowClient)),
        _ => (method.ContainingType.IsNamed("PacketFlow.PacketCodec") || method.ContainingType.IsNamed("PacketFlow.FlowValue"))
            && !method.Parameters.Any(static parameter => parameter.Type.IsNamed(Formatter)),
    };

    // Within generic code the type is not known; whoever calls it is not known either.
    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } outer && IsOpen(outer)),
        _ => type.TypeKind is TypeKind.TypeParameter or TypeKind.Error,
    };

    // Formatter<T>.Default = ... gives the type a formatter.
    private static bool IsSet(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } member && assignment.Left == member;

    private static TypeSyntax? Written(SimpleNameSyntax name) => name switch
    {
        GenericNameSyntax { TypeArgumentList.Arguments: [var type] } => type,
        { Parent: MemberAccessExpressionSyntax { Expression: var owner } member } when member.Name == name && name.Identifier.ValueText == Default =>
            owner.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments[0],
        _ => null,
    };
}
