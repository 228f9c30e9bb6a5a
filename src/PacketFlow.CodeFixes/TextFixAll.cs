using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace PacketFlow;

/// <summary>Does what a fix offers for many diagnostics as one set of changes.</summary>
internal sealed class TextFixAll(TextCodeFix fix) : FixAllProvider
{
    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(CodeAction.Create(
        fix.GetType().Name, cancellationToken => Fix(fixAllContext, cancellationToken), fixAllContext.CodeActionEquivalenceKey));

    private async Task<Solution> Fix(FixAllContext context, CancellationToken cancellationToken)
    {
        var changes = new List<FileChange>();
        foreach (Diagnostic diagnostic in await Diagnostics(context))
        {
            IEnumerable<TextFix> offers = await fix.Offer(context.Solution, diagnostic, cancellationToken);
            changes.AddRange(offers.FirstOrDefault(offer => offer.Key == context.CodeActionEquivalenceKey)?.Changes ?? []);
        }

        return await FileChange.Apply(changes, context.Solution, cancellationToken);
    }

    private static async Task<IEnumerable<Diagnostic>> Diagnostics(FixAllContext context)
    {
        var found = new List<Diagnostic>();
        switch (context)
        {
            case { Scope: FixAllScope.Document, Document: { } document }:
                found.AddRange(await context.GetDocumentDiagnosticsAsync(document));
                break;
            case { Scope: FixAllScope.Project }:
                found.AddRange(await context.GetAllDiagnosticsAsync(context.Project));
                break;
            default:
                foreach (Project project in context.Solution.Projects)
                {
                    found.AddRange(await context.GetAllDiagnosticsAsync(project));
                }

                break;
        }

        return found
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start);
    }
}
