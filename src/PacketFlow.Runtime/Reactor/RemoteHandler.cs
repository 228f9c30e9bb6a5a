using PacketFlow.CompilerServices;

namespace PacketFlow.Reactor;

/// <summary>
/// Hands atoms on to the peers that have registered the element. The atom's routing key puts them in an order, or else what is the same for all its tries:
/// the first try goes to the first of them, each further one to the next, so that what failed at one peer is tried at another if there is one.
/// </summary>
internal sealed class RemoteHandler(Element element) : ElementHandler(element)
{
    private readonly Lock _lock = new();
    private RankedPeer[] _peers = [];

    /// <summary>Whether nobody handles it beside a peer.</summary>
    public bool IsOnly(IRemotePeer peer) => _peers.All(other => other.Peer == peer);

    /// <summary>Has a peer handle it.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="number">The peer's number, the same for all its elements: so that what belongs together finds one peer for different elements.</param>
    public void Add(IRemotePeer peer, int number)
    {
        lock (_lock)
        {
            if (!_peers.Any(other => other.Peer == peer))
            {
                _peers = [.. _peers, new RankedPeer(peer, number)];
            }
        }
    }

    /// <summary>Takes a peer out.</summary>
    /// <returns>Whether none is left.</returns>
    public bool Remove(IRemotePeer peer)
    {
        lock (_lock)
        {
            _peers = [.. _peers.Where(other => other.Peer != peer)];
            return _peers.Length == 0;
        }
    }

    public override ValueTask InvokeAsync(ref PacketReader payload, AtomCall call)
    {
        RankedPeer[] peers = _peers;
        if (peers.Length == 0)
        {
            throw new PacketFlowException(ErrorCodes.Unavailable, ErrorCategory.Retryable, $"The peer that handles {Element} has gone.", TimeSpan.FromSeconds(1));
        }

        AtomContext context = call.Context;
        return call.CompleteAsync(Choose(peers, context).RunAsync(Element, context, ((Reaction)call).ToHandOn(), payload.ReadRaw().ToArray(), call.Cancellation), Formatter<FlowValue>.Default);
    }

    // Without a key the protocol's own choice: its hash of the id.
    private static IRemotePeer Choose(RankedPeer[] peers, AtomContext context) => peers.Length == 1 ? peers[0].Peer
        : (context.RoutingKey ?? context.IdempotencyKey) is { } key ? RankedPeer.Choose(peers, key, context.Attempt)
        : peers[(int)((SimpleHash.Of(context.Id) + context.Attempt - 1) % peers.Length)].Peer;
}
