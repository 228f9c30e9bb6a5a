namespace PacketFlow.Elements;

/// <summary>An element's member of the generated <c>Elements</c>.</summary>
/// <param name="Name">The element's name on the wire.</param>
/// <param name="Member">The name in C#.</param>
/// <param name="IsRenamed">Whether the plain name was refused or taken: PKF9006 tells the user.</param>
internal sealed record ElementMember(string Name, string Member, bool IsRenamed);
