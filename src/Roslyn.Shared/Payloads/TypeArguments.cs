using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Whether the arguments of a generic type let it be a payload.</summary>
internal static class TypeArguments
{
    /// <summary>
    /// The deepest nesting and the largest number of types in one name. <c>class A&lt;T&gt; { A&lt;A&lt;T&gt;&gt; Next; }</c> leads to
    /// ever larger instances of itself: somewhere one must say that this does not end, and no payload of a person's has such a name.
    /// </summary>
    private const int MaxDepth = 12;
    private const int MaxTypes = 100;

    public static PayloadProblemKind? RefusalOf(INamedTypeSymbol type)
    {
        int types = 0;
        return Check(type, 0, ref types);
    }

    private static PayloadProblemKind? Check(ITypeSymbol type, int depth, ref int types)
    {
        if (++types > MaxTypes || depth > MaxDepth)
        {
            return PayloadProblemKind.Unbounded;
        }

        switch (type)
        {
            case IErrorTypeSymbol:
                return PayloadProblemKind.Malformed;
            case ITypeParameterSymbol:
                return PayloadProblemKind.OpenGeneric;
            case IArrayTypeSymbol array:
                return Check(array.ElementType, depth + 1, ref types);
            case INamedTypeSymbol { Name: "" }:
                return PayloadProblemKind.Malformed;
            case INamedTypeSymbol { IsUnboundGenericType: true }:
                return PayloadProblemKind.OpenGeneric;
            case INamedTypeSymbol named:
                foreach (ITypeSymbol argument in named.TypeArguments)
                {
                    if (Check(argument, depth + 1, ref types) is { } refusal)
                    {
                        return refusal;
                    }
                }

                return named.ContainingType is { } outer ? Check(outer, depth, ref types) : null;
            default:
                return null;
        }
    }
}
