using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow;

/// <summary>Edits declarations that an analyzer has pointed at, in whichever files of the project they are.</summary>
internal static class Declarations
{
    public static async Task<Solution> Edit(
        Project project,
        IEnumerable<Location> declarations,
        Func<MemberDeclarationSyntax, Document, SyntaxNode> edit,
        CancellationToken cancellationToken)
    {
        Solution solution = project.Solution;
        foreach (IGrouping<SyntaxTree?, Location> file in declarations.GroupBy(static location => location.SourceTree))
        {
            if (project.GetDocument(file.Key) is { } document && await document.GetSyntaxRootAsync(cancellationToken) is { } root)
            {
                IEnumerable<MemberDeclarationSyntax> members = file
                    .Select(location => root.FindNode(location.SourceSpan).FirstAncestorOrSelf<MemberDeclarationSyntax>())
                    .OfType<MemberDeclarationSyntax>();
                SyntaxNode edited = root.ReplaceNodes(members, (_, member) => edit(member, document));
                solution = solution.WithDocumentSyntaxRoot(document.Id, edited);
            }
        }

        return solution;
    }

    /// <summary>Puts attributes on a line of their own above a declaration and below its documentation.</summary>
    public static MemberDeclarationSyntax WithAttributes(this MemberDeclarationSyntax member, AttributeListSyntax attributes)
    {
        SyntaxTriviaList leading = member.GetLeadingTrivia();
        MemberDeclarationSyntax bare = member.WithLeadingTrivia(member.Indentation());
        return bare.WithAttributeLists(bare.AttributeLists.Insert(0, attributes
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(member.EndOfLine()))).WithLeadingTrivia(leading);
    }

    /// <summary>The white space in front of a node on its line.</summary>
    public static SyntaxTriviaList Indentation(this SyntaxNode node) =>
        node.GetLeadingTrivia() is [.., { RawKind: (int)SyntaxKind.WhitespaceTrivia } spaces] ? [spaces] : [];

    /// <summary>What ends lines in the node's file.</summary>
    public static SyntaxTrivia EndOfLine(this SyntaxNode node)
    {
        SyntaxTrivia first = node.SyntaxTree.GetRoot().DescendantTrivia()
            .FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.RawKind == 0 ? SyntaxFactory.LineFeed : first;
    }
}
