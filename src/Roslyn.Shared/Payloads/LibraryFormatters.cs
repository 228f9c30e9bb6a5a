using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>Which types the library can format by itself, and with what.</summary>
internal static class LibraryFormatters
{
    private const int MaxTupleItems = 7;

    private static readonly Dictionary<SpecialType, LibraryFormatter> Keywords = new()
    {
        [SpecialType.System_Boolean] = new("BooleanFormatter", "Boolean", JsonKey: false),
        [SpecialType.System_SByte] = new("SByteFormatter", "SByte"),
        [SpecialType.System_Int16] = new("Int16Formatter", "Int16"),
        [SpecialType.System_Int32] = new("Int32Formatter", "Int32"),
        [SpecialType.System_Int64] = new("Int64Formatter", "Int64"),
        [SpecialType.System_Byte] = new("ByteFormatter", "Byte"),
        [SpecialType.System_UInt16] = new("UInt16Formatter", "UInt16"),
        [SpecialType.System_UInt32] = new("UInt32Formatter", "UInt32"),
        [SpecialType.System_UInt64] = new("UInt64Formatter", "UInt64"),
        [SpecialType.System_Single] = new("SingleFormatter", "Single", JsonKey: false),
        [SpecialType.System_Double] = new("DoubleFormatter", "Double", JsonKey: false),
        [SpecialType.System_String] = new("StringFormatter", "String"),
        [SpecialType.System_Char] = new("CharFormatter"),
        [SpecialType.System_Decimal] = new("DecimalFormatter"),
        [SpecialType.System_DateTime] = new("DateTimeFormatter", JsonKey: false),
    };

    private static readonly Dictionary<string, LibraryFormatter> Named = new(StringComparer.Ordinal)
    {
        ["System.Half"] = new("HalfFormatter", JsonKey: false),
        ["System.Int128"] = new("Int128Formatter"),
        ["System.UInt128"] = new("UInt128Formatter"),
        ["System.Guid"] = new("GuidFormatter"),
        ["System.Uri"] = new("UriFormatter"),
        ["System.Version"] = new("VersionFormatter"),
        ["System.DateTimeOffset"] = new("DateTimeOffsetFormatter"),
        ["System.DateOnly"] = new("DateOnlyFormatter"),
        ["System.TimeOnly"] = new("TimeOnlyFormatter"),
        ["System.TimeSpan"] = new("TimeSpanFormatter"),
        ["System.Numerics.BigInteger"] = new("BigIntegerFormatter"),
        ["PacketFlow.FlowValue"] = new("FlowValueFormatter", JsonKey: false, CanNest: true),
        ["PacketFlow.Nothing"] = new("NothingFormatter", JsonKey: false),
    };

    /// <summary>The formatter of generic types, whose constructor takes those of the type's arguments.</summary>
    private static readonly Dictionary<string, string> Generic = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = "ListFormatter",
        ["System.Collections.Generic.IList`1"] = "ListInterfaceFormatter",
        ["System.Collections.Generic.ICollection`1"] = "CollectionInterfaceFormatter",
        ["System.Collections.Generic.IEnumerable`1"] = "EnumerableFormatter",
        ["System.Collections.Generic.IReadOnlyList`1"] = "ReadOnlyListInterfaceFormatter",
        ["System.Collections.Generic.IReadOnlyCollection`1"] = "ReadOnlyCollectionInterfaceFormatter",
        ["System.Collections.Generic.HashSet`1"] = "HashSetFormatter",
        ["System.Collections.Generic.ISet`1"] = "SetInterfaceFormatter",
        ["System.Collections.Generic.IReadOnlySet`1"] = "ReadOnlySetInterfaceFormatter",
        ["System.Collections.Generic.SortedSet`1"] = "SortedSetFormatter",
        ["System.Collections.Generic.LinkedList`1"] = "LinkedListFormatter",
        ["System.Collections.Generic.Queue`1"] = "QueueFormatter",
        ["System.Collections.Generic.Stack`1"] = "StackFormatter",
        ["System.Collections.Immutable.ImmutableArray`1"] = "ImmutableArrayFormatter",
        ["System.Collections.Immutable.ImmutableList`1"] = "ImmutableListFormatter",
        ["System.Collections.Immutable.ImmutableHashSet`1"] = "ImmutableHashSetFormatter",
        ["System.Collections.Generic.Dictionary`2"] = "DictionaryFormatter",
        ["System.Collections.Generic.IDictionary`2"] = "DictionaryInterfaceFormatter",
        ["System.Collections.Generic.IReadOnlyDictionary`2"] = "ReadOnlyDictionaryInterfaceFormatter",
        ["System.Collections.Generic.SortedDictionary`2"] = "SortedDictionaryFormatter",
        ["System.Collections.Immutable.ImmutableDictionary`2"] = "ImmutableDictionaryFormatter",
        ["System.Collections.Generic.KeyValuePair`2"] = "KeyValuePairFormatter",
    };

    private static readonly LibraryFormatter Binary = new("BinaryFormatter", JsonKey: false);

    /// <summary>The formatter of a type that needs no other.</summary>
    public static LibraryFormatter? Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_Byte } => Binary,
        INamedTypeSymbol { Arity: 0, ContainingType: null } named => OfPlain(named),
        INamedTypeSymbol { Arity: 1, ContainingType: null } named => OfMemory(named),
        _ => null,
    };

    /// <summary>The class of the formatter of a generic collection or pair.</summary>
    public static string? OfGeneric(INamedTypeSymbol type) =>
        type.ContainingType is null && IsFramework(type) && Generic.TryGetValue(FullName(type), out string? formatter) ? formatter : null;

    /// <summary>The types of a tuple's items; default for what is none, and for one of more items than its class has names for.</summary>
    public static ImmutableArray<ITypeSymbol> ItemsOf(INamedTypeSymbol type) =>
        type is { IsTupleType: true, TupleElements: { IsDefaultOrEmpty: false } items } ? [.. items.Select(static item => item.Type)]
        : type is { Name: "ValueTuple" or "Tuple", Arity: >= 1 and <= MaxTupleItems, ContainingNamespace.Name: "System" } && IsFramework(type) ? type.TypeArguments
        : default;

    /// <summary>
    /// Whether a collection that is there can take what was read. Where a sender chooses what is hashed, only strings defend themselves in
    /// a table whose comparer is not ours.
    /// </summary>
    public static bool CanFill(ITypeSymbol type) => type is INamedTypeSymbol { Arity: 1 or 2 } named && IsFramework(named) && named.Name switch
    {
        "List" or "IList" or "LinkedList" or "SortedSet" or "SortedDictionary" => true,
        "HashSet" or "ISet" or "Dictionary" or "IDictionary" => named.TypeArguments[0].SpecialType == SpecialType.System_String,
        _ => false,
    };

    /// <summary>Whether it is a dictionary: its first argument is a key.</summary>
    public static bool IsMap(INamedTypeSymbol type) => type is { Arity: 2, Name: not "KeyValuePair" };

    /// <summary>Whether a type belongs to the framework: what it is made of is not a contract of the user's.</summary>
    public static bool IsFramework(ITypeSymbol type)
    {
        INamespaceSymbol? outermost = type.ContainingNamespace;
        while (outermost?.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            outermost = outer;
        }

        // A tuple stands in the source that uses it; its definition does not.
        return outermost?.Name is "System" or "Microsoft" && !type.OriginalDefinition.Locations.Any(static location => location.IsInSource);
    }

    private static LibraryFormatter? OfPlain(INamedTypeSymbol type)
    {
        if (type.SpecialType != SpecialType.None)
        {
            return Keywords.TryGetValue(type.SpecialType, out LibraryFormatter? keyword) ? keyword : null;
        }

        // Most types are the user's: their namespace is not worth spelling out.
        return type.ContainingNamespace is { Name: "System" or "Numerics" or "PacketFlow" } && Named.TryGetValue(FullName(type), out LibraryFormatter? named)
            ? named
            : null;
    }

    private static LibraryFormatter? OfMemory(INamedTypeSymbol type) =>
        type.TypeArguments[0].SpecialType == SpecialType.System_Byte && type.ContainingNamespace is { Name: "System" } && IsFramework(type)
            ? type.Name switch
            {
                "Memory" => new LibraryFormatter("MemoryFormatter", JsonKey: false),
                "ReadOnlyMemory" => new LibraryFormatter("ReadOnlyMemoryFormatter", JsonKey: false),
                _ => null,
            }
            : null;

    private static string FullName(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
}
