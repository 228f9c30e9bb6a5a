using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Elements;

/// <summary>From the class that declares handlers or steps to its model.</summary>
internal static class ContainerParser
{
    private static readonly SymbolDisplayFormat ShortName = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat NamespaceName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The model of a type; <paramref name="problems"/> says what keeps generated code from using it.</summary>
    public static ContainerModel Parse(INamedTypeSymbol type, bool needsInstance, Compilation compilation, out HandlerProblems problems)
    {
        problems = HandlerProblems.None;
        if (type.IsGenericType || IsInsideGeneric(type) || (needsInstance && type.IsAbstract))
        {
            problems |= HandlerProblems.AbstractOrGeneric;
        }

        // The blocks of extension members, and what is half typed, have no name.
        if (!type.CanBeReferencedByName)
        {
            problems |= HandlerProblems.Malformed;
        }

        if (!compilation.CanName(type))
        {
            problems |= HandlerProblems.Inaccessible;
        }

        EquatableArray<DependencyModel> dependencies = default;
        if (needsInstance && problems == HandlerProblems.None)
        {
            dependencies = ConstructorParser.Parse(type, compilation, ref problems);
        }

        var declarations = new List<string>();
        bool isPartial = true;
        for (INamedTypeSymbol? part = type; part is not null; part = part.ContainingType)
        {
            declarations.Insert(0, $"partial {KindOf(part)} {part.ToDisplayString(ShortName)}");
            isPartial &= IsPartial(part);
        }

        return new ContainerModel(
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString(NamespaceName) : "",
            type.ToDisplayString(PayloadParser.FullName),
            Identifiers.Unique(MetadataName(type)),
            declarations.ToEquatableArray(),
            dependencies,
            isPartial);
    }

    /// <summary>Namespace, outer types and arity, as in metadata: different for every two types of an assembly.</summary>
    public static string MetadataName(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? $"{MetadataName(outer)}+{type.MetadataName}"
        : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{type.MetadataName}"
        : type.MetadataName;

    private static bool IsInsideGeneric(INamedTypeSymbol type) =>
        type.ContainingType is { } outer && (outer.IsGenericType || IsInsideGeneric(outer));

    private static string KindOf(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    /// <summary>Whether every declaration in source says so.</summary>
    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.All(static reference =>
        reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));
}
