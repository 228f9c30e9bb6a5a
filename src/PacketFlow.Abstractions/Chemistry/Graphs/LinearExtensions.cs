using System.Numerics;

namespace PacketFlow.Chemistry;

/// <summary>
/// In how many orders the nodes of an acyclic graph can come, each after its predecessors. Counted over the down-sets (what can be
/// done so far): the ways to a down-set are those to the down-sets that lack one of its last nodes.
/// </summary>
internal sealed class LinearExtensions
{
    /// <summary>Beyond this many down-sets nothing is counted: their number grows exponentially with the width.</summary>
    public const int MaximumDownSets = 65_536;

    /// <summary>An antichain of this many nodes alone has more down-sets than that.</summary>
    private const int HopelessWidth = 17;

    private readonly Digraph _graph;

    // The nodes, cut into chains: a down-set is then how far it has come along each chain.
    private readonly List<List<int>> _chains = [];
    private readonly int[] _chain;
    private readonly int[] _place;

    private LinearExtensions(Digraph graph, IReadOnlyList<int[]> waves)
    {
        _graph = graph;
        _chain = new int[graph.Count];
        _place = new int[graph.Count];
        foreach (var node in waves.SelectMany(static wave => wave))
        {
            Append(node);
        }
    }

    /// <summary>The number of orders; null when there are too many down-sets to count.</summary>
    public static BigInteger? Count(Digraph graph, IReadOnlyList<int[]> waves) =>
        graph.Count >= MaximumDownSets || Antichain.Width(graph, [.. Enumerable.Range(0, graph.Count)]) >= HopelessWidth
            ? null
            : new LinearExtensions(graph, waves).Count();

    /// <summary>
    /// The logarithm of a number of orders that exist for certain: wave after wave, and within each wave any order. A lower bound.
    /// </summary>
    public static double LogOfLowerBound(IReadOnlyList<int[]> waves) =>
        waves.Sum(static wave => Enumerable.Range(1, wave.Length).Sum(static factor => Math.Log(factor)));

    private void Append(int node)
    {
        foreach (var predecessor in _graph.Predecessors(node))
        {
            var chain = _chains[_chain[predecessor]];
            if (_place[predecessor] == chain.Count - 1)
            {
                (_chain[node], _place[node]) = (_chain[predecessor], chain.Count);
                chain.Add(node);
                return;
            }
        }

        (_chain[node], _place[node]) = (_chains.Count, 0);
        _chains.Add([node]);
    }

    private BigInteger? Count()
    {
        var ways = new Dictionary<int[], BigInteger>(DownSetComparer.Instance) { [new int[_chains.Count]] = 1 };
        var downSets = 1;
        for (var size = 0; size < _graph.Count; size++)
        {
            var larger = new Dictionary<int[], BigInteger>(DownSetComparer.Instance);
            foreach (var entry in ways)
            {
                for (var chain = 0; chain < _chains.Count; chain++)
                {
                    if (CanGrow(entry.Key, chain))
                    {
                        var grown = (int[])entry.Key.Clone();
                        grown[chain]++;
                        larger.TryGetValue(grown, out var others);
                        larger[grown] = others + entry.Value;
                    }
                }

                if (downSets + larger.Count > MaximumDownSets)
                {
                    return null;
                }
            }

            downSets += larger.Count;
            ways = larger;
        }

        return ways.Values.Single();
    }

    private bool CanGrow(int[] downSet, int chain)
    {
        if (downSet[chain] == _chains[chain].Count)
        {
            return false;
        }

        foreach (var predecessor in _graph.Predecessors(_chains[chain][downSet[chain]]))
        {
            if (downSet[_chain[predecessor]] <= _place[predecessor])
            {
                return false;
            }
        }

        return true;
    }

    private sealed class DownSetComparer : IEqualityComparer<int[]>
    {
        public static readonly DownSetComparer Instance = new();

        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        // FNV-1a, a number at a time.
        public int GetHashCode(int[] downSet)
        {
            var hash = 2166136261;
            foreach (var count in downSet)
            {
                hash = (hash ^ (uint)count) * 16777619;
            }

            return (int)hash;
        }
    }
}
