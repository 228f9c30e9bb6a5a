using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Settles what code without nullable annotations leaves open: a reference of which nothing is said may be null, but for arguments of
/// type parameters with constraints, which null might break.
/// </summary>
internal static class Nullability
{
    /// <summary>The type with every annotation settled; the same object if all were.</summary>
    public static ITypeSymbol Settle(ITypeSymbol type, Compilation compilation)
    {
        ITypeSymbol settled = type switch
        {
            IArrayTypeSymbol array => SettleElement(array, compilation),
            INamedTypeSymbol { Arity: > 0, IsUnboundGenericType: false } named => SettleArguments(named, compilation),
            _ => type,
        };
        return settled is { NullableAnnotation: NullableAnnotation.None, IsReferenceType: true }
            ? settled.WithNullableAnnotation(NullableAnnotation.Annotated)
            : settled;
    }

    /// <summary>The type as a value that is there.</summary>
    public static ITypeSymbol NotNull(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: not NullableAnnotation.NotAnnotated }
            ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : type;

    private static ITypeSymbol SettleElement(IArrayTypeSymbol array, Compilation compilation)
    {
        ITypeSymbol element = Settle(array.ElementType, compilation);
        return ReferenceEquals(element, array.ElementType)
            ? array
            : compilation.CreateArrayTypeSymbol(element, array.Rank, element.NullableAnnotation)
                .WithNullableAnnotation(array.NullableAnnotation);
    }

    private static ITypeSymbol SettleArguments(INamedTypeSymbol type, Compilation compilation)
    {
        ImmutableArray<ITypeSymbol> arguments = type.TypeArguments;
        ImmutableArray<ITypeSymbol>.Builder? settled = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            ITypeSymbol argument = Settle(arguments[i], compilation);
            if (arguments[i].NullableAnnotation == NullableAnnotation.None && IsConstrained(type.TypeParameters[i]))
            {
                argument = NotNull(argument);
            }

            if (!ReferenceEquals(argument, arguments[i]))
            {
                settled ??= arguments.ToBuilder();
                settled[i] = argument;
            }
        }

        if (settled is null)
        {
            return type;
        }

        ImmutableArray<ITypeSymbol> all = settled.ToImmutable();
        return type.ConstructedFrom
            .Construct(all, [.. all.Select(static argument => argument.NullableAnnotation)])
            .WithNullableAnnotation(type.NullableAnnotation);
    }

    private static bool IsConstrained(ITypeParameterSymbol parameter) =>
        parameter.HasNotNullConstraint || parameter.HasReferenceTypeConstraint || !parameter.ConstraintTypes.IsEmpty;
}
