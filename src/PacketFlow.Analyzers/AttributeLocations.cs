using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow;

/// <summary>Where in source an attribute says what it says.</summary>
internal static class AttributeLocations
{
    /// <summary>The attribute itself, without its brackets.</summary>
    public static Location Location(this AttributeData attribute, CancellationToken cancellationToken = default) =>
        attribute.Syntax(cancellationToken)?.GetLocation() ?? Microsoft.CodeAnalysis.Location.None;

    /// <summary>The value of a constructor argument, by its position or its name.</summary>
    public static Location ArgumentLocation(
        this AttributeData attribute, int position, string parameter, CancellationToken cancellationToken = default)
    {
        AttributeSyntax? syntax = attribute.Syntax(cancellationToken);
        IEnumerable<AttributeArgumentSyntax> arguments = syntax?.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax? argument =
            arguments.FirstOrDefault(candidate => candidate.NameColon?.Name.Identifier.ValueText == parameter)
            ?? arguments.Where(static candidate => candidate is { NameColon: null, NameEquals: null }).ElementAtOrDefault(position);
        return (argument?.Expression.GetLocation() ?? syntax?.GetLocation()) ?? Microsoft.CodeAnalysis.Location.None;
    }

    /// <summary>The value that a property is given.</summary>
    public static ExpressionSyntax? PropertyValue(
        this AttributeData attribute, string property, CancellationToken cancellationToken = default) =>
        attribute.Syntax(cancellationToken)?.ArgumentList?.Arguments
            .FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == property)?.Expression;

    /// <summary>Where a property's value stands, or the attribute if it has none.</summary>
    public static Location PropertyLocation(this AttributeData attribute, string property, CancellationToken cancellationToken = default) =>
        attribute.PropertyValue(property, cancellationToken)?.GetLocation() ?? attribute.Location(cancellationToken);

    /// <summary>Where an item of the array stands that a property is given: <c>new[] { "a", "b" }</c> or <c>["a", "b"]</c>.</summary>
    public static Location ItemLocation(
        this AttributeData attribute, string property, int index, CancellationToken cancellationToken = default)
    {
        ExpressionSyntax? array = attribute.PropertyValue(property, cancellationToken);
        SyntaxNode? item = array switch
        {
            ImplicitArrayCreationExpressionSyntax { Initializer: var items } => items.Expressions.ElementAtOrDefault(index),
            ArrayCreationExpressionSyntax { Initializer: { } items } => items.Expressions.ElementAtOrDefault(index),
            CollectionExpressionSyntax { Elements: var items } => items.ElementAtOrDefault(index),
            _ => null,
        };
        return (item ?? array)?.GetLocation() ?? attribute.Location(cancellationToken);
    }

    private static AttributeSyntax? Syntax(this AttributeData attribute, CancellationToken cancellationToken = default) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
}
