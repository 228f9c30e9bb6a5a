namespace PacketFlow.Chemistry;

/// <summary>What holds the molecule together, what pulls it apart, and how much gets through it.</summary>
internal sealed partial class BondGraph
{
    /// <summary>A molecule is stable above this.</summary>
    public const double StabilityThreshold = 0;

    /// <summary>The sum of the bonds' strengths.</summary>
    public double BindingEnergy => Bonds.Sum(static bond => bond.Strength);

    /// <summary>The resources that covalent bonds name, by name.</summary>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public IReadOnlyList<ResourceUse> Resources() =>
    [
        .. Bonds.Where(static bond => bond is { Kind: BondKind.Covalent, Resource: not null })
            .GroupBy(static bond => bond.Resource!, StringComparer.Ordinal)
            .OrderBy(static bonds => bonds.Key, StringComparer.Ordinal)
            .Select(Use),
    ];

    /// <summary>What the bonds give less what the contention over resources takes.</summary>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public double Stability() => BindingEnergy - Resources().Sum(static resource => resource.Stress);

    /// <summary>
    /// How many runs a second can be sustained: as many as the bottleneck. A step runs its own number at once; a resource is held
    /// by one user at a time, and each run holds it as long as all its users take.
    /// </summary>
    /// <param name="seconds">What each step takes.</param>
    /// <param name="slots">How many runs of each step fit in at once.</param>
    /// <returns>Runs a second; infinity when nothing takes time.</returns>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public double ThroughputBound(IReadOnlyList<double> seconds, IReadOnlyList<int> slots) =>
        Enumerable.Range(0, Steps.Count).Select(step => slots[step] / seconds[step])
            .Concat(Resources().Select(resource => ResourceUse.Capacity / resource.Users.Sum(step => seconds[step])))
            .DefaultIfEmpty(double.PositiveInfinity)
            .Min();

    private ResourceUse Use(IGrouping<string, Bond> bonds)
    {
        _ = Waves; // throws where there is no order
        int[] users = [.. bonds.SelectMany(static bond => new[] { bond.From, bond.To }).Distinct().OrderBy(static step => step)];
        return new ResourceUse(bonds.Key, users, Antichain.Width(Order, users));
    }
}
