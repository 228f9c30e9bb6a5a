using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Tooling;

/// <summary>Adds PacketFlow to the host, behind the line that makes its builder.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPacketFlowCodeFix))]
[Shared]
public sealed class AddPacketFlowCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.ReactorNotStarted];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is InvocationExpressionSyntax
            && node.FirstAncestorOrSelf<LocalDeclarationStatementSyntax>() is { Declaration.Variables: [var builder] } line)
        {
            StatementSyntax call = SyntaxFactory
                .ParseStatement($"{builder.Identifier.Text}.AddPacketFlow(flow => flow.AddElements());")
                .WithLeadingTrivia(line.Indentation())
                .WithTrailingTrivia(line.EndOfLine());
            yield return new SyntaxEdit("Add PacketFlow to the host", diagnostic.Id, root => line.Parent is GlobalStatementSyntax global
                ? root.InsertNodesAfter(global, [SyntaxFactory.GlobalStatement(call)])
                : root.InsertNodesAfter(line, [call]));
        }
    }
}
