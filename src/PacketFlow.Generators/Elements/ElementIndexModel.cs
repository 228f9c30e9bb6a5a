using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>The members of the generated <c>Elements</c>.</summary>
internal sealed record ElementIndexModel(EquatableArray<ElementIndexEntry> Entries);
