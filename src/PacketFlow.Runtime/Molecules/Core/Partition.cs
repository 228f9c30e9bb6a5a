namespace PacketFlow.Molecules.Core;

/// <summary>Numbers in groups that grow together.</summary>
internal sealed class Partition
{
    private readonly int[] _parent;

    public Partition(int count) => _parent = [.. Enumerable.Range(0, count)];

    public int Of(int item)
    {
        while (_parent[item] != item)
        {
            item = _parent[item] = _parent[_parent[item]];
        }

        return item;
    }

    public bool Join(int left, int right)
    {
        (left, right) = (Of(left), Of(right));
        _parent[Math.Max(left, right)] = Math.Min(left, right);
        return left != right;
    }

    /// <summary>The groups of more than one, ascending.</summary>
    public int[][] Groups() =>
        [.. Enumerable.Range(0, _parent.Length).GroupBy(Of).Select(static group => group.ToArray()).Where(static group => group.Length > 1)];
}
