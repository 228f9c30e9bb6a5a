using PacketFlow.Elements;
using PacketFlow.Payloads;
using PacketFlow.Text;

namespace PacketFlow.Generators.Elements;

/// <summary>What one attribute leads to: found once, then split, so that an edit of a payload type leaves the handler as it is.</summary>
/// <param name="Element">The method.</param>
/// <param name="Payloads">The types that it carries, each with all that it leads to; none if the method cannot be generated.</param>
/// <param name="Experiments">The ids of what is experimental in it.</param>
internal sealed record ParsedElement(ElementModel Element, EquatableArray<PayloadModel> Payloads, EquatableArray<string> Experiments);
