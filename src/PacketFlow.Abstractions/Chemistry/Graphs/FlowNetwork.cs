namespace PacketFlow.Chemistry;

/// <summary>A network of arcs with capacities, and the greatest flow through it (Dinic's algorithm, without recursion).</summary>
internal sealed class FlowNetwork
{
    /// <summary>The capacity of an arc that must never be the bottleneck.</summary>
    public const int Unlimited = int.MaxValue;

    private const int None = -1;

    // Arcs come in pairs, 2i forth and 2i + 1 back; the arcs that leave a node form a list through _next.
    private readonly List<int> _target = [];
    private readonly List<int> _capacity = [];
    private readonly List<int> _next = [];
    private readonly int[] _first;
    private readonly int[] _cursor;
    private readonly int[] _level;
    private readonly Stack<int> _path = new();

    public FlowNetwork(int count)
    {
        _first = [.. Enumerable.Repeat(None, count)];
        _cursor = new int[count];
        _level = new int[count];
    }

    public void Connect(int from, int to, int capacity)
    {
        Append(from, to, capacity);
        Append(to, from, 0);
    }

    /// <summary>Fills the network from the source to the sink and returns how much flows. The flow stays in the network.</summary>
    public int Fill(int source, int sink)
    {
        var flow = 0;
        while (Measure(source)[sink] != None)
        {
            Array.Copy(_first, _cursor, _first.Length);
            while (FindPath(source, sink))
            {
                flow += PushAlongPath();
            }
        }

        return flow;
    }

    /// <summary>Whether more could flow from the source to a node: the source's side of the least cut, once the network is full.</summary>
    public bool[] SideOf(int source) => Array.ConvertAll(Measure(source), static level => level != None);

    private void Append(int from, int to, int capacity)
    {
        _target.Add(to);
        _capacity.Add(capacity);
        _next.Add(_first[from]);
        _first[from] = _target.Count - 1;
    }

    private int[] Measure(int source)
    {
        for (var i = 0; i < _level.Length; i++)
        {
            _level[i] = None;
        }

        var queue = new Queue<int>([source]);
        _level[source] = 0;
        while (queue.Count > 0)
        {
            var node = queue.Dequeue();
            for (var arc = _first[node]; arc != None; arc = _next[arc])
            {
                if (_capacity[arc] > 0 && _level[_target[arc]] == None)
                {
                    _level[_target[arc]] = _level[node] + 1;
                    queue.Enqueue(_target[arc]);
                }
            }
        }

        return _level;
    }

    private bool FindPath(int source, int sink)
    {
        _path.Clear();
        var node = source;
        while (node != sink)
        {
            while (_cursor[node] != None && !LeadsOn(node, _cursor[node]))
            {
                _cursor[node] = _next[_cursor[node]];
            }

            if (_cursor[node] != None)
            {
                _path.Push(_cursor[node]);
                node = _target[_cursor[node]];
            }
            else if (_path.Count > 0)
            {
                _level[node] = None; // a dead end for the rest of this round
                node = _target[_path.Pop() ^ 1];
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool LeadsOn(int node, int arc) => _capacity[arc] > 0 && _level[_target[arc]] == _level[node] + 1;

    private int PushAlongPath()
    {
        var amount = _path.Min(arc => _capacity[arc]);
        foreach (var arc in _path)
        {
            _capacity[arc] -= amount;
            _capacity[arc ^ 1] += amount;
        }

        return amount;
    }
}
