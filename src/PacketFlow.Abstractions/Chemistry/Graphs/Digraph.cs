namespace PacketFlow.Chemistry;

/// <summary>
/// A directed graph over the nodes 0 to Count - 1. Parallel edges count once and neighbours ascend, so what is computed from a
/// graph does not depend on the order in which its edges were written.
/// </summary>
internal sealed class Digraph
{
    private readonly int[][] _successors;
    private readonly int[][] _predecessors;

    public Digraph(int count, IEnumerable<(int From, int To)> edges)
    {
        var distinct = edges.Distinct().OrderBy(static edge => edge).ToArray();
        if (distinct.Any(edge => edge.From < 0 || edge.From >= count || edge.To < 0 || edge.To >= count))
        {
            throw new ArgumentOutOfRangeException(nameof(edges), "An edge leads outside the graph.");
        }

        Count = count;
        Edges = distinct;
        _successors = Rows(count, distinct, static edge => edge.From, static edge => edge.To);
        _predecessors = Rows(count, distinct, static edge => edge.To, static edge => edge.From);
    }

    public int Count { get; }

    /// <summary>The edges, ordered by where they start, then by where they end.</summary>
    public IReadOnlyList<(int From, int To)> Edges { get; }

    public ReadOnlySpan<int> Successors(int node) => _successors[node];

    public ReadOnlySpan<int> Predecessors(int node) => _predecessors[node];

    private static int[][] Rows(int count, (int From, int To)[] edges, Func<(int From, int To), int> row, Func<(int From, int To), int> cell)
    {
        var lengths = new int[count];
        foreach (var edge in edges)
        {
            lengths[row(edge)]++;
        }

        var rows = Array.ConvertAll(lengths, static length => length == 0 ? [] : new int[length]);
        Array.Clear(lengths, 0, count);
        foreach (var edge in edges)
        {
            rows[row(edge)][lengths[row(edge)]++] = cell(edge);
        }

        return rows;
    }
}
