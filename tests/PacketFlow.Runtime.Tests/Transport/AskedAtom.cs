namespace PacketFlow.Transport;

/// <summary>What a peer was told about an atom.</summary>
/// <param name="Sequence">What its answer repeats.</param>
/// <param name="Id">Its id.</param>
/// <param name="Element">Whose it is.</param>
/// <param name="IsCancel">Whether nobody waits for it any more.</param>
internal sealed record AskedAtom(uint Sequence, string Id, string Element, bool IsCancel);
