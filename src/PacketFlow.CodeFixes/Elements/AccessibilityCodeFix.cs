using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace PacketFlow.Elements;

/// <summary>Makes internal what generated code must name: the handler, its class or its payload, in whichever files it is declared.</summary>
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
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations.Count > 0)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Make it internal",
                        cancellationToken => Open(context.Document.Project, diagnostic.AdditionalLocations, cancellationToken),
                        diagnostic.Id),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task<Solution> Open(Project project, IEnumerable<Location> declarations, CancellationToken cancellationToken)
    {
        Solution solution = project.Solution;
        foreach (IGrouping<SyntaxTree?, Location> file in declarations.GroupBy(static location => location.SourceTree))
        {
            if (project.GetDocument(file.Key) is { } document && await document.GetSyntaxRootAsync(cancellationToken) is { } root)
            {
                var syntax = SyntaxGenerator.GetGenerator(document);
                IEnumerable<MemberDeclarationSyntax> members = file
                    .Select(location => root.FindNode(location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>())
                    .OfType<MemberDeclarationSyntax>();
                solution = solution.WithDocumentSyntaxRoot(document.Id, root.ReplaceNodes(members, (_, member) => Open(member, syntax)));
            }
        }

        return solution;
    }

    private static SyntaxNode Open(MemberDeclarationSyntax member, SyntaxGenerator syntax) =>
        member.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.FileKeyword)) is { RawKind: not 0 } file
            ? member.ReplaceToken(file, SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(file))
            : syntax.WithAccessibility(member, Accessibility.Internal);
}
