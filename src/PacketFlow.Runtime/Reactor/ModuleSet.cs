namespace PacketFlow.Reactor;

/// <summary>The modules that a host runs.</summary>
internal sealed class ModuleSet : IPacketFlowBuilder
{
    private readonly Dictionary<Type, IPacketFlowModule> _modules = [];

    public IReadOnlyCollection<IPacketFlowModule> Modules => _modules.Values;

    public IPacketFlowBuilder Add(IPacketFlowModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        _modules.TryAdd(module.GetType(), module);
        return this;
    }
}
