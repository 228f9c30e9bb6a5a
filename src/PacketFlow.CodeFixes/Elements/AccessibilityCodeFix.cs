using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PacketFlow.Elements;

/// <summary>Makes internal what generated code must name: the handler, its class or its payload, wherever it is declared.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AccessibilityCodeFix))]
[Shared]
public sealed class AccessibilityCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.InaccessibleHandler];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics.Where(static diagnostic => diagnostic.AdditionalLocations.Count > 0))
        {
            context.RegisterCodeFix(
                CodeAction.Create(
                    "Make it internal",
                    cancellationToken =>
                        Declarations.Edit(context.Document.Project, diagnostic.AdditionalLocations, Open, cancellationToken),
                    diagnostic.Id),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    private static SyntaxNode Open(MemberDeclarationSyntax member, Document document) =>
        member.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.FileKeyword)) is { RawKind: not 0 } file
            ? member.ReplaceToken(file, SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(file))
            : SyntaxGenerator.GetGenerator(document).WithAccessibility(member, Accessibility.Internal);
}
