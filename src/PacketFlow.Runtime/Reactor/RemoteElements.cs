using System.Collections.Concurrent;

namespace PacketFlow.Reactor;

/// <summary>
/// The elements that peers have registered. Each is a site like any other, with its lane, its times and its place in the queue; only its
/// handler hands the atom on. A handler of this process always comes first.
/// </summary>
internal sealed class RemoteElements(Func<AtomGroup, Lane> lanes, TargetSource targets, IAtomMiddleware[] middleware, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ElementSite> _sites = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RemoteHandler> _handlers = new(StringComparer.Ordinal);

    /// <summary>What the peers handle.</summary>
    public IEnumerable<Element> Elements => _sites.Values.Select(static site => site.Element);

    public bool IsEmpty => _sites.IsEmpty;

    /// <summary>The site of an address, or null.</summary>
    public ElementSite? Find(string group, string element) => _sites.GetValueOrDefault(Address(group, element));

    /// <summary>Has a peer handle an element, beside the peers that do already.</summary>
    public void Add(AtomGroup group, string element, IRemotePeer peer)
    {
        string address = Address(PeriodicTable.GroupCode(group), element);
        RemoteHandler handler = _handlers.GetOrAdd(address, _ => new RemoteHandler(new Element(group, element)));
        handler.Add(peer);
        _sites.GetOrAdd(address, _ => new ElementSite(handler, lanes(group), targets, middleware, time, TimeSpan.Zero));
    }

    /// <summary>A peer has gone.</summary>
    public void Remove(IRemotePeer peer)
    {
        foreach ((string address, RemoteHandler handler) in _handlers)
        {
            if (handler.Remove(peer))
            {
                _handlers.TryRemove(address, out _);
                _sites.TryRemove(address, out _);
            }
        }
    }

    private static string Address(string group, string element) =>
        PeriodicTable.TryParseGroup(group, out AtomGroup parsed) ? $"{group}:{PeriodicTable.Canonicalize(parsed, element)}" : $"{group}:{element}";
}
