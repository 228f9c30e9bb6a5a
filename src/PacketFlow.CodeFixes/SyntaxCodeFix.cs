using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PacketFlow;

/// <summary>A fix that needs no more than the file it edits and the facts that the analyzer left in the diagnostic.</summary>
public abstract class SyntaxCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken) is not { } root)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            foreach (SyntaxEdit edit in Offer(node, diagnostic))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(edit.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(edit.Apply(root))), edit.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways out of a diagnostic.</summary>
    /// <param name="node">What it stands on.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    private protected abstract IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic);
}
