using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>Takes two resources the other way round: swaps two statements that follow each other, or two steps in a molecule's bonds.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LockOrderCodeFix))]
[Shared]
public sealed class LockOrderCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.Deadlock, DiagnosticIds.LockOrderDiffers];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        Location takenAt = diagnostic.AdditionalLocations[0];
        if (!diagnostic.Properties.ContainsKey(FactKeys.IsSwappable) || takenAt.SourceTree != diagnostic.Location.SourceTree)
        {
            return [];
        }

        IReadOnlyList<FileChange>? changes =
            await solution.Find<InvocationExpressionSyntax>(diagnostic.Location, cancellationToken) is { } awaited
                && await solution.Find<InvocationExpressionSyntax>(takenAt, cancellationToken) is { } taken ? SwapStatements(awaited, taken.Node)
            : await solution.Find<MethodDeclarationSyntax>(diagnostic.Location, cancellationToken) is { } later
                && await solution.Find<MethodDeclarationSyntax>(takenAt, cancellationToken) is { } first ? SwapSteps(later, first.Node)
            : null;
        return changes is null ? [] : [new TextFix("Take them the other way round", diagnostic.Id, changes)];
    }

    // Statements that declare or assign may need each other's values; two plain awaits do not.
    private static IReadOnlyList<FileChange>? SwapStatements(SyntaxPlace<InvocationExpressionSyntax> awaited, InvocationExpressionSyntax taken) =>
        awaited.Node.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax, Parent: BlockSyntax block } second
        && taken.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Expression: AwaitExpressionSyntax } first
        && block.Statements.IndexOf(first) is >= 0 and var place
        && block.Statements.IndexOf(second) == place + 1
            ? [awaited.Replace(first.Span, second.ToString()), awaited.Replace(second.Span, first.ToString())]
            : null;

    // Only where one step can stand for the other: what flows through the bonds is the same then.
    private static IReadOnlyList<FileChange>? SwapSteps(SyntaxPlace<MethodDeclarationSyntax> later, MethodDeclarationSyntax first)
    {
        if (later.Node.Parent is not TypeDeclarationSyntax molecule || first.Parent != molecule || Shape(first) != Shape(later.Node))
        {
            return null;
        }

        string one = BondText.NameOf(first.Identifier.ValueText), other = BondText.NameOf(later.Node.Identifier.ValueText);
        return
        [
            .. molecule.AttributeLists
                .SelectMany(static list => list.Attributes)
                .SelectMany(static attribute => attribute.ArgumentList?.Arguments ?? default)
                .Where(argument => argument.NameEquals is null && (argument.Expression.ToString() == one || argument.Expression.ToString() == other))
                .Select(argument => later.Replace(argument.Expression.Span, argument.Expression.ToString() == one ? other : one)),
        ];
    }

    private static string Shape(MethodDeclarationSyntax step) =>
        $"{step.ReturnType}({string.Join(", ", step.ParameterList.Parameters.Select(static parameter => parameter.Type))})".Replace(" ", "");
}
