namespace PacketFlow.Molecules;

/// <summary>
/// Who holds which resource. A lock belongs to a root run; the runs within it hold it with it. Whoever asks gets the resources in the order
/// of their names, each in the order of asking.
/// </summary>
internal sealed class LockTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Resource> _resources = new(StringComparer.Ordinal);

    /// <summary>Asks for resources; <paramref name="granted"/> is called, perhaps at once, when all are held.</summary>
    public void Take(string run, IReadOnlyList<string> names, Action granted)
    {
        bool hasAll;
        lock (_lock)
        {
            hasAll = Advance(new Request(run, RootOf(run), names, granted));
        }

        if (hasAll)
        {
            granted();
        }
    }

    /// <summary>Gives resources back, or gives up asking for them.</summary>
    public void Free(string run, IReadOnlyList<string> names)
    {
        List<Request> ready = [];
        lock (_lock)
        {
            foreach (string name in names)
            {
                if (_resources.TryGetValue(name, out Resource? resource))
                {
                    resource.Waiting.RemoveAll(request => request.Run == run);
                    resource.Holders.Remove(run);
                    GrantNext(name, resource, ready);
                }
            }
        }

        ready.ForEach(static request => request.Granted());
    }

    /// <summary>Forgets a run that this host has no longer: what it held and what it asked for.</summary>
    public void Forget(string run)
    {
        string[] names;
        lock (_lock)
        {
            names = [.. _resources.Keys];
        }

        Free(run, names);
    }

    /// <summary>Who holds a resource; null if nobody does.</summary>
    public string? OwnerOf(string name)
    {
        lock (_lock)
        {
            return _resources.TryGetValue(name, out Resource? resource) && resource.Holders.Count > 0 ? resource.Owner : null;
        }
    }

    public static string RootOf(string run) => run.IndexOf('/', StringComparison.Ordinal) is var end and > 0 ? run[..end] : run;

    private void GrantNext(string name, Resource resource, List<Request> ready)
    {
        // Once a root run has it, all that ask for the same one have it.
        while (resource.Waiting.FindIndex(request => resource.Holders.Count == 0 || request.Root == resource.Owner) is >= 0 and var first)
        {
            Request next = resource.Waiting[first];
            resource.Waiting.RemoveAt(first);
            if (Advance(next))
            {
                ready.Add(next);
            }
        }

        if (resource.Holders.Count == 0)
        {
            _resources.Remove(name);
        }
    }

    // True when it has them all; else it stands in the queue of the first that it has not.
    private bool Advance(Request request)
    {
        for (; request.Held < request.Names.Count; request.Held++)
        {
            string name = request.Names[request.Held];
            if (!_resources.TryGetValue(name, out Resource? resource))
            {
                _resources.Add(name, resource = new Resource());
            }

            if (resource.Holders.Count > 0 && resource.Owner != request.Root)
            {
                resource.Waiting.Add(request);
                return false;
            }

            resource.Owner = request.Root;
            resource.Holders.Add(request.Run);
        }

        return true;
    }

    private sealed class Request(string run, string root, IReadOnlyList<string> names, Action granted)
    {
        public string Run => run;

        public string Root => root;

        public IReadOnlyList<string> Names => names;

        public Action Granted => granted;

        public int Held { get; set; }
    }

    private sealed class Resource
    {
        public string Owner { get; set; } = "";

        public HashSet<string> Holders { get; } = new(StringComparer.Ordinal);

        public List<Request> Waiting { get; } = [];
    }
}
