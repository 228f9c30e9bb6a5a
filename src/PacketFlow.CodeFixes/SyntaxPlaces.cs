using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>From the locations of a diagnostic to the syntax there.</summary>
internal static class SyntaxPlaces
{
    /// <summary>The innermost node of a kind that covers a location, or null if there is none.</summary>
    public static async Task<SyntaxPlace<TNode>?> Find<TNode>(this Solution solution, Location location, CancellationToken cancellationToken)
        where TNode : SyntaxNode =>
        solution.GetDocument(location.SourceTree) is { } file
        && await file.GetSyntaxRootAsync(cancellationToken) is { } root
        && root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>() is { } node
            ? new SyntaxPlace<TNode>(file, await file.GetTextAsync(cancellationToken), node)
            : null;
}
