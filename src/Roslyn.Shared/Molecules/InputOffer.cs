namespace PacketFlow.Molecules;

/// <summary>What a parameter that nothing fills could have had.</summary>
/// <param name="Step">The predecessor, or -1 for the molecule's input.</param>
/// <param name="TypeName">The type on offer, as people read it.</param>
internal sealed record InputOffer(int Step, string TypeName);
