using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow.Testing;

/// <summary>Source text whose marks, <c>{|PKF1001:"dx"|}</c>, say which diagnostic is expected where. Marks may be nested.</summary>
internal sealed record MarkedText(string Text, IReadOnlyList<(string Id, TextSpan Span)> Expected)
{
    private const string Opening = "{|", Closing = "|}";

    public static MarkedText Parse(string marked)
    {
        var text = new StringBuilder(marked.Length);
        var expected = new List<(string, TextSpan)>();
        var open = new Stack<(string Id, int Start)>();
        for (int i = 0; i < marked.Length;)
        {
            if (string.CompareOrdinal(marked, i, Opening, 0, Opening.Length) == 0)
            {
                int colon = marked.IndexOf(':', i);
                open.Push((marked[(i + Opening.Length)..colon], text.Length));
                i = colon + 1;
            }
            else if (open.Count > 0 && string.CompareOrdinal(marked, i, Closing, 0, Closing.Length) == 0)
            {
                (string id, int start) = open.Pop();
                expected.Add((id, TextSpan.FromBounds(start, text.Length)));
                i += Closing.Length;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }

        return open.Count == 0
            ? new MarkedText(text.ToString(), expected)
            : throw new FormatException($"The mark {Opening}{open.Peek().Id}: is never closed.");
    }
}
