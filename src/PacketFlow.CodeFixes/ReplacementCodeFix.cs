using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow;

/// <summary>Writes the value that the analyzer has named in place of the one that stands there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacementCodeFix))]
[Shared]
public sealed class ReplacementCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        DiagnosticIds.UnknownGroup,
        DiagnosticIds.UnknownElement,
        DiagnosticIds.AliasUsed,
        DiagnosticIds.PriorityOutOfRange,
        DiagnosticIds.NameNotWireSafe,
        DiagnosticIds.TimeoutBelowCriticalPath,
        DiagnosticIds.FormatsDisagree,
        DiagnosticIds.TimeoutAboveMaximum,
    ];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is ExpressionSyntax value && FixFacts.Of(diagnostic).Replacement is { } text)
        {
            ExpressionSyntax better = SyntaxFactory.ParseExpression(text).WithTriviaFrom(value);
            yield return new SyntaxEdit($"Use {text}", diagnostic.Id, root => root.ReplaceNode(value, better));
        }
    }
}
