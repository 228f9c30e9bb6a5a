namespace PacketFlow;

/// <summary>One way out of a diagnostic.</summary>
/// <param name="Title">What the editor's menu says.</param>
/// <param name="Key">The same for all that "fix all" may do together, and only for those.</param>
/// <param name="Changes">What it changes.</param>
internal sealed record TextFix(string Title, string Key, IReadOnlyList<FileChange> Changes);
