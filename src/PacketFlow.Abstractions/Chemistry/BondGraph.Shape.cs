namespace PacketFlow.Chemistry;

/// <summary>What follows from the order of the steps alone. All of it throws where the ionic bonds have a cycle.</summary>
internal sealed partial class BondGraph
{
    /// <summary>How many steps may run at once.</summary>
    public int Width() => Waves.Count == 0 ? 0 : Antichain.Width(Order, [.. Enumerable.Range(0, Steps.Count)]);

    /// <summary>The fewest steps whose loss leaves no way from the first steps to the last ones.</summary>
    public IReadOnlyList<int> MinimumCut() => Waves.Count == 0 ? [] : VertexCut.Of(Order);

    /// <summary>How many steps, whichever they are, can be lost while a way through remains.</summary>
    public int Resilience() => Math.Max(0, MinimumCut().Count - 1);

    /// <summary>In how many orders the steps can run.</summary>
    public ValidOrders ValidOrders() => LinearExtensions.Count(Order, Waves) is { } count
        ? new ValidOrders(count, System.Numerics.BigInteger.Log(count))
        : new ValidOrders(null, LinearExtensions.LogOfLowerBound(Waves));

    /// <summary>
    /// The ionic bonds that could go without a change: they carry no data, have no condition, and other bonds lead the same way.
    /// A way counts only when nothing on it is conditional: a skipped step in its middle would let the last one be skipped too.
    /// </summary>
    public IReadOnlyList<Bond> RedundantBonds()
    {
        var ionic = Bonds.Where(static bond => bond.Kind == BondKind.Ionic).ToArray();
        var maybeSkipped = Reachability.From(Order, ionic.Where(static bond => bond.IsConditional).Select(static bond => bond.To));
        var certain = new Digraph(
            Steps.Count,
            ionic.Where(bond => !bond.IsConditional && !maybeSkipped[bond.From]).Select(static bond => (bond.From, bond.To)));
        var implied = Reachability.ImpliedEdges(certain, Waves);
        return [.. ionic.Where(bond => bond is { CarriesData: false, IsConditional: false } && implied.Contains((bond.From, bond.To)))];
    }
}
