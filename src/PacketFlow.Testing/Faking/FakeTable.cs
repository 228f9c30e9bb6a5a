using System.Collections.Concurrent;
using PacketFlow.Reactor;
using PacketFlow.Testing.Processes;

namespace PacketFlow.Testing.Faking;

/// <summary>The fakes of a test by the addresses of the handlers that they stand in for. They outlive crashes.</summary>
internal sealed class FakeTable
{
    private readonly ConcurrentDictionary<(AtomGroup Group, string Address), IFake> _fakes = new();
    private readonly ConcurrentDictionary<(AtomGroup Group, string Address), Element> _absent = new();

    public IFake? Find(Element element) => _fakes.GetValueOrDefault(KeyOf(element.Group, element.Name));

    /// <summary>Fakes a step with a body.</summary>
    /// <returns>Undoes that.</returns>
    public Action Add(AtomGroup group, string address, IFake fake)
    {
        (AtomGroup, string) key = KeyOf(group, address);
        _fakes[key] = fake;
        return () => _fakes.TryRemove(KeyValuePair.Create(key, fake));
    }

    /// <summary>Fakes an element, whether a handler of it is here or not.</summary>
    /// <returns>Undoes that.</returns>
    /// <exception cref="MoleculeTestException">There is no handler that the fake could look at.</exception>
    public Action Add(Element element, IFake fake, TestProcess process)
    {
        (AtomGroup, string) key = KeyOf(element.Group, element.Name);
        ElementSite? site = _absent.ContainsKey(key) ? null : process.Reactor.Find(element.Group, element.Name);
        if (site is not null)
        {
            // An alias leads to the handler's own name.
            return Add(site.Element.Group, site.Element.Name, fake);
        }

        if (!fake.IsInstead)
        {
            throw new MoleculeTestException($"There is no handler of {element} to watch. Is its module added with AddElements or Add? What lives elsewhere can be replaced.");
        }

        _absent[key] = element;
        Place(element, process);
        return Add(element.Group, element.Name, fake);
    }

    /// <summary>A new process has no handler either for what was absent.</summary>
    public void PlaceIn(TestProcess process)
    {
        foreach (Element element in _absent.Values)
        {
            Place(element, process);
        }
    }

    private void Place(Element element, TestProcess process) => process.Reactor.Remotes.Add([(element.Group, element.Name)], new FakePeer(this, process));

    private static (AtomGroup, string) KeyOf(AtomGroup group, string address) => (group, PeriodicTable.Canonicalize(group, address));
}
