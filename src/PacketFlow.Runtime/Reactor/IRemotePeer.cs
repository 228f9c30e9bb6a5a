using PacketFlow.Protocol;

namespace PacketFlow.Reactor;

/// <summary>A peer that handles atoms of this reactor's.</summary>
internal interface IRemotePeer
{
    /// <summary>Has the peer run an atom.</summary>
    /// <param name="element">Whose atom it is.</param>
    /// <param name="context">The atom.</param>
    /// <param name="beside">What is said of it that its handler does not see.</param>
    /// <param name="payload">The encoded payload.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The encoded result.</returns>
    /// <exception cref="PacketFlowException">The peer failed the atom, or was lost.</exception>
    Task<FlowValue> RunAsync(Element element, AtomContext context, HandedOn beside, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);
}
