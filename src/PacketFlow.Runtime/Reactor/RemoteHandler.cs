using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>Hands atoms on to one of the peers that have registered the element, chosen by the atom's id.</summary>
internal sealed class RemoteHandler(Element element) : ElementHandler(element)
{
    private readonly Lock _lock = new();
    private IRemotePeer[] _peers = [];

    /// <summary>Whether nobody handles it beside a peer.</summary>
    public bool IsOnly(IRemotePeer peer) => _peers.All(other => other == peer);

    public void Add(IRemotePeer peer)
    {
        lock (_lock)
        {
            if (!_peers.Contains(peer))
            {
                _peers = [.. _peers, peer];
            }
        }
    }

    /// <summary>Takes a peer out.</summary>
    /// <returns>Whether none is left.</returns>
    public bool Remove(IRemotePeer peer)
    {
        lock (_lock)
        {
            _peers = [.. _peers.Where(other => other != peer)];
            return _peers.Length == 0;
        }
    }

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        IRemotePeer[] peers = _peers;
        if (peers.Length == 0)
        {
            throw new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The peer that handles {Element} has gone.", TimeSpan.FromSeconds(1));
        }

        AtomContext context = call.Context;
        IRemotePeer peer = peers[peers.Length == 1 ? 0 : (int)(SimpleHash.Of(context.Id) % peers.Length)];
        return call.CompleteAsync(peer.RunAsync(Element, context, payload.ReadRaw().ToArray(), call.Cancellation), Formatter<FlowValue>.Default);
    }
}
