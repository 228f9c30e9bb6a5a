using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow;

/// <summary>A change of a file's text.</summary>
internal readonly record struct FileChange(DocumentId File, TextChange Change)
{
    /// <summary>
    /// Makes the changes together: what several ask for alike is done once, and of two that touch the same text the first is done.
    /// </summary>
    public static async Task<Solution> Apply(IEnumerable<FileChange> changes, Solution solution, CancellationToken cancellationToken)
    {
        foreach (IGrouping<DocumentId, FileChange> file in changes.GroupBy(static change => change.File))
        {
            SourceText text = await solution.GetDocument(file.Key)!.GetTextAsync(cancellationToken);
            var made = new List<TextChange>();
            foreach (TextChange change in file.Select(static change => change.Change).Distinct().OrderBy(static change => change.Span.Start).ThenBy(static change => change.Span.Length))
            {
                if (made.Count == 0 || made[made.Count - 1].Span.End <= change.Span.Start)
                {
                    made.Add(change);
                }
            }

            solution = solution.WithDocumentText(file.Key, text.WithChanges(made));
        }

        return solution;
    }
}
