using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>From a type to its node in the graph: what kind of payload it is and which formatter it has.</summary>
internal sealed class TypeParser(PayloadCatalog catalog)
{
    private readonly CompositeParser _composites = new(catalog);

    /// <summary>The type as people write it.</summary>
    public static string ShortName(ITypeSymbol type) =>
        type.ToDisplayString(NullableFlowState.None, SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The node of a type whose nullability is settled.</summary>
    public PayloadNode Parse(ITypeSymbol type)
    {
        if (RefusalOf(type) is { } refusal)
        {
            return Refused(type, refusal);
        }

        if (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated })
        {
            return _composites.Optional(type);
        }

        if (LibraryFormatters.Of(type) is { } formatter)
        {
            return new PayloadNode(type, PayloadName.Of(type), formatter.Instance, static () => PayloadContent.None)
            {
                Primitive = formatter.Primitive,
                CanNest = formatter.CanNest,
                JsonKey = formatter.JsonKey,
            };
        }

        return type switch
        {
            IArrayTypeSymbol array => _composites.Array(array),
            INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => _composites.Nullable(nullable),
            INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration => catalog.IsListed(enumeration) ? Listed(enumeration) : _composites.Enum(enumeration),
            INamedTypeSymbol named when LibraryFormatters.ItemsOf(named) is { IsDefault: false } items => _composites.Tuple(named, items),
            INamedTypeSymbol named when LibraryFormatters.OfGeneric(named) is { } generic => _composites.Generic(named, generic),
            INamedTypeSymbol named => ParseOwn(named),
            _ => Refused(type, PayloadProblemKind.Unsupported),
        };
    }

    /// <summary>The node of a class or struct, with a formatter generated here even where a referenced assembly has one.</summary>
    public static PayloadNode Object(INamedTypeSymbol type, PayloadCatalog catalog)
    {
        PayloadName name = PayloadName.Of(type);
        string formatter = FormatterNames.Of(name.Code);
        return new PayloadNode(type, name, FormatterNames.Instance(formatter), () => new ObjectParser(type, name, formatter, catalog).Parse())
        {
            CanNest = true,
        };
    }

    private PayloadNode ParseOwn(INamedTypeSymbol type)
    {
        if (LibraryFormatters.IsFramework(type))
        {
            return Refused(type, type.Name is "Tuple" or "ValueTuple" && type.Arity > 0 ? PayloadProblemKind.LongTuple : IsStream(type) ? PayloadProblemKind.Stream : CollectionOf(type) ?? PayloadProblemKind.Unsupported);
        }

        if (catalog.IsListed(type))
        {
            return Listed(type);
        }

        if (type.FindAttribute(WellKnownNames.Union) is not null)
        {
            PayloadName name = PayloadName.Of(type);
            string formatter = FormatterNames.Of(name.Code);
            return new PayloadNode(type, name, FormatterNames.Instance(formatter), () => new UnionParser(type, name, formatter, catalog).Parse())
            {
                CanNest = true,
            };
        }

        if (type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            return Refused(type, PayloadProblemKind.Polymorphic);
        }

        // A collection of the user's own would lose its items if it were taken for an object.
        return IsStream(type) ? Refused(type, PayloadProblemKind.Stream)
            : CollectionOf(type) is { } collection ? Refused(type, collection)
            : type.FindAttribute("System.Runtime.CompilerServices.InlineArrayAttribute") is not null ? Refused(type, PayloadProblemKind.Unsupported)
            : type.TypeKind is TypeKind.Class or TypeKind.Struct ? Object(type, catalog)
            : Refused(type, PayloadProblemKind.Unsupported);
    }

    private PayloadProblemKind? RefusalOf(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => PayloadProblemKind.Malformed,
        ITypeParameterSymbol => PayloadProblemKind.OpenGeneric,
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => PayloadProblemKind.Pointer,
        IDynamicTypeSymbol or { SpecialType: SpecialType.System_Object } => PayloadProblemKind.Untyped,
        { SpecialType: SpecialType.System_Void } or { IsStatic: true } => PayloadProblemKind.Unsupported,
        { IsRefLikeType: true } => PayloadProblemKind.RefStruct,
        { TypeKind: TypeKind.Delegate } or { SpecialType: SpecialType.System_Delegate or SpecialType.System_MulticastDelegate } => PayloadProblemKind.Delegate,
        IArrayTypeSymbol { Rank: > 1 } => PayloadProblemKind.MultiDimensional,
        INamedTypeSymbol named => TypeArguments.RefusalOf(named) ?? (catalog.Compilation.CanName(named) ? null : PayloadProblemKind.Inaccessible),
        _ => null,
    };

    private static PayloadNode Listed(ITypeSymbol type)
    {
        PayloadName name = PayloadName.Of(type);
        return new PayloadNode(type, name, $"global::PacketFlow.Formatter<{name.Code}>.Default", static () => PayloadContent.None)
        {
            CanNest = true,
            JsonKey = type.TypeKind == TypeKind.Enum,
        };
    }

    // The name is not one that generated code ever uses.
    private static PayloadNode Refused(ITypeSymbol type, PayloadProblemKind kind) =>
        new(type, PayloadName.Of(type), "null!", () => PayloadContent.Refused(kind));

    private static PayloadProblemKind? CollectionOf(INamedTypeSymbol type)
    {
        PayloadProblemKind? found = null;
        foreach (INamedTypeSymbol one in type.AllInterfaces.Add(type))
        {
            if (one is { Arity: 2, Name: "IDictionary" or "IReadOnlyDictionary" } && LibraryFormatters.IsFramework(one))
            {
                return PayloadProblemKind.UnsupportedMap;
            }

            found = one is { Arity: 1, Name: "ISet" or "IReadOnlySet" } && LibraryFormatters.IsFramework(one) ? PayloadProblemKind.UnsupportedSet
                : one.SpecialType == SpecialType.System_Collections_IEnumerable ? found ?? PayloadProblemKind.UnsupportedList
                : one.IsNamed("System.Collections.Generic.IAsyncEnumerable") ? PayloadProblemKind.Stream
                : found;
        }

        return found;
    }

    private static bool IsStream(ITypeSymbol type)
    {
        for (ITypeSymbol? one = type; one is not null; one = one.BaseType)
        {
            if (one.IsNamed("System.IO.Stream"))
            {
                return true;
            }
        }

        return false;
    }
}
