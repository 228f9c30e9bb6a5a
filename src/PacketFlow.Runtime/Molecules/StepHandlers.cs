using PacketFlow.CompilerServices;

namespace PacketFlow.Molecules;

/// <summary>Who does the work of a plan's steps here, and what that work may do.</summary>
/// <param name="ByNumber">The handlers by the steps' numbers; null where a step is an element elsewhere.</param>
/// <param name="HaveControl">Whether the steps may change the system itself.</param>
internal sealed record StepHandlers(ElementHandler?[] ByNumber, bool HaveControl);
