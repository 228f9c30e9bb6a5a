using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PacketFlow;

/// <summary>
/// A fix that adds, changes or removes whole attributes and members, maybe in several files of a partial class. It works on the text, so
/// that the lines around it stay as they are, and so that many fixes at one place can be done together.
/// </summary>
public abstract class TextCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new TextFixAll(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (TextFix fix in await Offer(solution, diagnostic, context.CancellationToken))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, cancellationToken => FileChange.Apply(fix.Changes, solution, cancellationToken), fix.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>The ways out of a diagnostic.</summary>
    internal abstract Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken);
}
