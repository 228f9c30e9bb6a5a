using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow;

/// <summary>Adds and removes attributes, as a person does it: line by line.</summary>
internal static class AttributeText
{
    /// <summary>Takes an attribute out, with its brackets if it is alone in them, and with its line if it is alone there.</summary>
    public static FileChange Remove(this SyntaxPlace<AttributeSyntax> attribute)
    {
        var list = (AttributeListSyntax)attribute.Node.Parent!;
        if (list.Attributes.Count > 1)
        {
            int place = list.Attributes.IndexOf(attribute.Node);
            return attribute.Replace(
                place == 0
                    ? TextSpan.FromBounds(attribute.Node.SpanStart, list.Attributes[1].SpanStart)
                    : TextSpan.FromBounds(list.Attributes[place - 1].Span.End, attribute.Node.Span.End),
                "");
        }

        TextLine first = attribute.Text.Lines.GetLineFromPosition(list.SpanStart);
        TextLine last = attribute.Text.Lines.GetLineFromPosition(list.Span.End);
        bool isAlone = attribute.IsBlank(first.Start, list.SpanStart) && attribute.IsBlank(list.Span.End, last.End);
        int next = list.GetLastToken().GetNextToken().SpanStart;
        return attribute.Replace(
            isAlone ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : next <= last.End ? TextSpan.FromBounds(list.SpanStart, next)
            : list.Span,
            "");
    }

    /// <summary>Adds an attribute behind those that stand beside the given one.</summary>
    public static FileChange Add(this SyntaxPlace<AttributeSyntax> beside, string attribute) =>
        beside.AddBehind(((MemberDeclarationSyntax)beside.Node.Parent!.Parent!).AttributeLists.Last(), attribute);

    /// <summary>Adds an attribute right behind a list: on a line of its own if the list has one.</summary>
    public static FileChange AddBehind(this SyntaxPlace<AttributeSyntax> beside, AttributeListSyntax list, string attribute)
    {
        TextLine line = beside.Text.Lines.GetLineFromPosition(list.Span.End);
        return list.GetLastToken().GetNextToken().SpanStart > line.End
            ? beside.Insert(line.End, $"{beside.NewLine}{beside.IndentAt(list.SpanStart)}[{attribute}]")
            : beside.Insert(list.Span.End, $" [{attribute}]");
    }
}
