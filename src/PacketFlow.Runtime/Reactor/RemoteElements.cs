using System.Collections.Concurrent;

namespace PacketFlow.Reactor;

/// <summary>
/// The elements that peers have registered. Each is a site like any other, with its lane, its times and its place in the queue; only its
/// handler hands the atom on. A handler of this process always comes first.
/// </summary>
internal sealed class RemoteElements(Func<AtomGroup, Lane> lanes, TargetSource targets, IAtomMiddleware[] middleware, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, ElementSite> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RemoteHandler> _handlers = new(StringComparer.Ordinal);
    private readonly Dictionary<IRemotePeer, int> _numbers = [];
    private readonly Lock _lock = new();
    private int _last;

    /// <summary>What the peers handle.</summary>
    public IEnumerable<Element> Elements => _sites.Values.Select(static site => site.Element);

    public bool IsEmpty => _sites.IsEmpty;

    /// <summary>The site of an address, or null.</summary>
    public ElementSite? Find(string group, string element) => _sites.GetValueOrDefault(Address(group, element));

    /// <summary>
    /// Has a peer handle elements, beside the peers that do already. An atom of a collective is for all its parties, so that those have one
    /// handler.
    /// </summary>
    /// <returns>A collective that another peer handles, for which nothing was added; or null.</returns>
    public Element? Add(IReadOnlyCollection<(AtomGroup Group, string Element)> elements, IRemotePeer peer)
    {
        lock (_lock)
        {
            foreach ((AtomGroup group, string element) in elements)
            {
                if (group == AtomGroup.Co && _handlers.TryGetValue(Address(PeriodicTable.GroupCode(group), element), out RemoteHandler? other) && !other.IsOnly(peer))
                {
                    return other.Element;
                }
            }

            if (!_numbers.TryGetValue(peer, out int number))
            {
                _numbers.Add(peer, number = ++_last);
            }

            foreach ((AtomGroup group, string element) in elements)
            {
                string address = Address(PeriodicTable.GroupCode(group), element);
                if (!_handlers.TryGetValue(address, out RemoteHandler? handler))
                {
                    _handlers.Add(address, handler = new RemoteHandler(new Element(group, element)));
                }

                handler.Add(peer, number);
                _sites.GetOrAdd(address, _ => new ElementSite(handler, lanes(group), targets, middleware, time, TimeSpan.Zero));
            }

            return null;
        }
    }

    /// <summary>A peer has gone.</summary>
    public void Remove(IRemotePeer peer)
    {
        lock (_lock)
        {
            _numbers.Remove(peer);
            foreach ((string address, RemoteHandler handler) in _handlers)
            {
                if (handler.Remove(peer))
                {
                    _handlers.Remove(address);
                    _sites.TryRemove(address, out _);
                }
            }
        }
    }

    private static string Address(string group, string element) =>
        PeriodicTable.TryParseGroup(group, out AtomGroup parsed) ? $"{group}:{PeriodicTable.Canonicalize(parsed, element)}" : $"{group}:{element}";
}
