using PacketFlow.CompilerServices;

namespace PacketFlow.Testing.Processes;

/// <summary>A module whose handlers can be faked and are followed.</summary>
internal sealed class WatchedModule(IPacketFlowModule module, TestProcess process) : IPacketFlowModule
{
    public string Name => module.Name;

    public IReadOnlyList<ElementHandler> Handlers { get; } = [.. module.Handlers.Select(handler => new WatchedHandler(handler, process))];

    public IReadOnlyList<MoleculeDefinition> Molecules => module.Molecules;
}
