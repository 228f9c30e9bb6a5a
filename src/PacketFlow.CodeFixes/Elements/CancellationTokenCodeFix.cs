using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Elements;

/// <summary>Gives an asynchronous handler a CancellationToken, with a default so that those who call it directly still compile.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CancellationTokenCodeFix))]
[Shared]
public sealed class CancellationTokenCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NoCancellationToken];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        // The two parts of a partial method would have to change together.
        if (node is MethodDeclarationSyntax { ParameterList: { } list } method && !method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return new SyntaxEdit(
                "Take a CancellationToken",
                diagnostic.Id,
                root => root.ReplaceNode(list, list.WithParameters(With(list.Parameters))));
        }
    }

    private static SeparatedSyntaxList<ParameterSyntax> With(SeparatedSyntaxList<ParameterSyntax> parameters)
    {
        bool isTaken = parameters.Any(static parameter => parameter.Identifier.ValueText == "cancellationToken");
        ParameterSyntax token = SyntaxFactory.Parameter(SyntaxFactory.Identifier(isTaken ? "token" : "cancellationToken"))
            .WithType(TypeNameSyntax.Of("System.Threading.CancellationToken").WithTrailingTrivia(SyntaxFactory.Space))
            .WithDefault(SyntaxFactory.EqualsValueClause(
                SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)));
        return parameters.LastOrDefault() is { } last && last.Modifiers.Any(SyntaxKind.ParamsKeyword)
            ? parameters
                .Replace(last, last.WithLeadingTrivia(SyntaxFactory.Space))
                .Insert(parameters.Count - 1, token.WithLeadingTrivia(last.GetLeadingTrivia()))
            : parameters.Add(parameters.Count == 0 ? token : token.WithLeadingTrivia(SyntaxFactory.Space));
    }
}
