using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow;

/// <summary>Gives a property of the attribute the value that the analyzer has named, or takes the property out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AttributeArgumentCodeFix))]
[Shared]
public sealed class AttributeArgumentCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.UnknownElement,
        DiagnosticIds.NonIdempotentRetry,
        DiagnosticIds.UnnamedResource,
        DiagnosticIds.WritersWithoutMerge,
        DiagnosticIds.RetriesDoNotFit,
        DiagnosticIds.TimeoutNotPositive,
    ];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        var facts = FixFacts.Of(diagnostic);
        if (facts.Argument is { } name && node.FirstAncestorOrSelf<AttributeSyntax>() is { ArgumentList: { } list } attribute)
        {
            AttributeArgumentSyntax? argument = list.Arguments.FirstOrDefault(one => one.NameEquals?.Name.Identifier.ValueText == name);
            SeparatedSyntaxList<AttributeArgumentSyntax> arguments = (argument, facts.Value) switch
            {
                (null, null) => list.Arguments,
                (null, { } value) => list.Arguments.Add(Written(name, value).WithLeadingTrivia(SyntaxFactory.Space)),
                (_, null) => list.Arguments.Remove(argument),
                var (_, value) => list.Arguments.Replace(argument, Written(name, value).WithTriviaFrom(argument)),
            };
            yield return new SyntaxEdit(
                facts.Value is null ? $"Remove {name}" : $"Set {name} = {facts.Value}",
                $"{diagnostic.Id}.{name}",
                root => root.ReplaceNode(attribute, attribute.WithArgumentList(list.WithArguments(arguments))));
        }
    }

    private static AttributeArgumentSyntax Written(string name, string value) => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(name),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)),
        nameColon: null,
        SyntaxFactory.ParseExpression(value));
}
