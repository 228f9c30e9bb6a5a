using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>One way out of a diagnostic, within its file.</summary>
/// <param name="Title">What the editor's menu says.</param>
/// <param name="Key">The same for all edits that "fix all" may do together, and only for those.</param>
/// <param name="Apply">From the file's root to the fixed one.</param>
internal sealed record SyntaxEdit(string Title, string Key, Func<SyntaxNode, SyntaxNode> Apply);
