using Microsoft.CodeAnalysis;

namespace PacketFlow.Resources;

/// <summary>A covalent bond that an ionic one could stand for: its steps would run one after the other and hold nothing.</summary>
/// <param name="Where">The bond's attribute.</param>
/// <param name="From">The step that would run first: the one that no other order puts behind the other.</param>
/// <param name="To">The step that would wait for it.</param>
internal sealed record HoldingBond(Location Where, string From, string To);
