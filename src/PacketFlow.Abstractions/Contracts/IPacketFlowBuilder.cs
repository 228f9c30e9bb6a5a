namespace PacketFlow;

/// <summary>Collects what a host runs.</summary>
public interface IPacketFlowBuilder
{
    /// <summary>Adds a module. Adding it again changes nothing.</summary>
    /// <param name="module">The module.</param>
    IPacketFlowBuilder Add(IPacketFlowModule module);
}
