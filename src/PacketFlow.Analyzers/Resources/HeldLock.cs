using Microsoft.CodeAnalysis;

namespace PacketFlow.Resources;

/// <summary>A resource that a body has taken and not given back yet.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Kind">How it was taken.</param>
/// <param name="TakenBy">The call that took it.</param>
internal sealed record HeldLock(string Resource, LockKind Kind, SyntaxNode TakenBy);
