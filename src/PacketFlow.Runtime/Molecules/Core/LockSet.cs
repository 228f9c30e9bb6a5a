namespace PacketFlow.Molecules.Core;

/// <summary>Resources that a run takes at once, in the order of their names.</summary>
/// <param name="Members">The steps during which they are held.</param>
/// <param name="Resources">Their names, in order.</param>
internal sealed record LockSet(int[] Members, string[] Resources);
