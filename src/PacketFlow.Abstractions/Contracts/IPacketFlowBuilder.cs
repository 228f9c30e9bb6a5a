using System.Diagnostics.CodeAnalysis;

namespace PacketFlow;

/// <summary>Collects what a host runs.</summary>
public interface IPacketFlowBuilder
{
    /// <summary>Adds a module. Adding it again changes nothing.</summary>
    /// <param name="module">The module.</param>
    IPacketFlowBuilder Add(IPacketFlowModule module);

    /// <summary>Puts a middleware around every handler of the host, inside of those that came before.</summary>
    /// <typeparam name="T">The middleware; made by the container, once.</typeparam>
    IPacketFlowBuilder Use<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IAtomMiddleware;
}
