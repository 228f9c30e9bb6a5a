using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow;

/// <summary>A piece of syntax in its file, and the changes that can be made around it.</summary>
internal sealed class SyntaxPlace<TNode>(Document file, SourceText text, TNode node)
    where TNode : SyntaxNode
{
    public Document File => file;

    public SourceText Text => text;

    public TNode Node => node;

    public FileChange Replace(TextSpan span, string replacement) => new(file.Id, new TextChange(span, replacement));

    public FileChange Insert(int position, string inserted) => Replace(new TextSpan(position, 0), inserted);

    /// <summary>What ends the lines of the file.</summary>
    public string NewLine => text.Lines[0] is var first && first.EndIncludingLineBreak > first.End
        ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak))
        : "\n";

    /// <summary>The white space before the first word of the line that a position is in.</summary>
    public string IndentAt(int position)
    {
        string line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    public bool IsBlank(int start, int end) => string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(start, end)));
}
