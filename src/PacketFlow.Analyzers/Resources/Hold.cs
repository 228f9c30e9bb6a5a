using Microsoft.CodeAnalysis;

namespace PacketFlow.Resources;

/// <summary>A resource is held while another is awaited.</summary>
/// <param name="Held">The one that is held.</param>
/// <param name="Awaited">The one that is awaited.</param>
/// <param name="Place">The method or step, for people.</param>
/// <param name="Where">Where it is awaited.</param>
/// <param name="TakenAt">Where the held one was taken.</param>
/// <param name="IsExplicit">Whether this very place takes one after the other, so that it can take them the other way round.</param>
/// <param name="Bond">The covalent bond that holds it, where it is one: without the bond nothing is held.</param>
internal sealed record Hold(
    string Held, string Awaited, string Place, Location Where, Location TakenAt, bool IsExplicit, HoldingBond? Bond = null);
