using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>Handlers under a module's name.</summary>
internal sealed record HandlerModule(string Name, IReadOnlyList<ElementHandler> Handlers) : IPacketFlowModule;
