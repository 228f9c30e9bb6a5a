using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow;

/// <summary>Adds members to types.</summary>
internal static class MemberText
{
    private const string Indent = "    ";

    /// <summary>Adds a member, line by line, as the last one of a type; null if the type has no braces to put it in.</summary>
    public static FileChange? Append<TNode>(this SyntaxPlace<TNode> place, TypeDeclarationSyntax type, params string[] lines)
        where TNode : SyntaxNode
    {
        if (!type.CloseBraceToken.IsKind(SyntaxKind.CloseBraceToken) || type.CloseBraceToken.IsMissing)
        {
            return null;
        }

        TextLine line = place.Text.Lines.GetLineFromPosition(type.CloseBraceToken.SpanStart);
        string indent = place.IndentAt(type.CloseBraceToken.SpanStart) + Indent;
        string member = string.Concat(lines.Select(text => $"{indent}{text}{place.NewLine}"));
        return place.IsBlank(line.Start, type.CloseBraceToken.SpanStart)
            ? place.Insert(line.Start, (type.Members.Count > 0 ? place.NewLine : "") + member)
            : place.Insert(type.CloseBraceToken.SpanStart, string.Concat(lines.Select(static text => text + " ")));
    }
}
