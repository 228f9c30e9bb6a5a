using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>Reads attributes that may be half typed: what is missing or does not bind is null, never an exception.</summary>
internal static class AttributeArguments
{
    /// <summary>The first attribute of a class, by its full name.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.IsNamed(fullName))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>A text that the constructor was given.</summary>
    public static string? TextAt(this AttributeData attribute, int index) => attribute.ValueAt(index) as string;

    /// <summary>A number that the constructor was given.</summary>
    public static int? IntAt(this AttributeData attribute, int index) => attribute.ValueAt(index) as int?;

    /// <summary>Whatever the constructor was given.</summary>
    public static object? ValueAt(this AttributeData attribute, int index) =>
        index < attribute.ConstructorArguments.Length ? Plain(attribute.ConstructorArguments[index]) : null;

    /// <summary>A type that the constructor was given.</summary>
    public static ITypeSymbol? TypeAt(this AttributeData attribute, int index) => attribute.ValueAt(index) as ITypeSymbol;

    /// <summary>A value that a property was given.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
        where T : struct => Plain(attribute.Find(name)) is T value ? value : null;

    /// <summary>A text that a property was given.</summary>
    public static string? NamedText(this AttributeData attribute, string name) => Plain(attribute.Find(name)) as string;

    /// <summary>The texts that an array property was given; those that are not texts are left out.</summary>
    public static ImmutableArray<string> NamedTexts(this AttributeData attribute, string name) =>
        attribute.Find(name) is { Kind: TypedConstantKind.Array, IsNull: false } array
            ? [.. array.Values.Select(Plain).OfType<string>()]
            : [];

    private static TypedConstant Find(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value;
            }
        }

        return default;
    }

    // The value of an array throws, the value of an argument that does not bind is meaningless.
    private static object? Plain(TypedConstant constant) =>
        constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum or TypedConstantKind.Type ? constant.Value : null;
}
