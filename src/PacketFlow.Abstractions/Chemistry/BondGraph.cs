namespace PacketFlow.Chemistry;

/// <summary>
/// The steps of a molecule and the bonds between them. The ionic bonds alone order the steps; a bond from a step to itself is
/// part of that order, and so a cycle.
/// </summary>
internal sealed partial class BondGraph
{
    private readonly IReadOnlyList<int[]>? _waves;

    public BondGraph(IEnumerable<string> steps, IEnumerable<Bond> bonds)
    {
        Steps = [.. steps];
        Bonds = [.. bonds];
        if (Bonds.Any(bond => bond.From < 0 || bond.From >= Steps.Count || bond.To < 0 || bond.To >= Steps.Count))
        {
            throw new ArgumentOutOfRangeException(nameof(bonds), "A bond leads outside the molecule.");
        }

        Order = new Digraph(Steps.Count, Bonds.Where(static bond => bond.Kind == BondKind.Ionic).Select(static bond => (bond.From, bond.To)));
        _waves = Chemistry.Waves.Of(Order);
    }

    /// <summary>The steps' names; a step's number is its place here.</summary>
    public IReadOnlyList<string> Steps { get; }

    public IReadOnlyList<Bond> Bonds { get; }

    /// <summary>The ionic bonds as a graph.</summary>
    public Digraph Order { get; }

    /// <summary>Whether the ionic bonds can be kept at all. What is computed from their order throws where they cannot.</summary>
    public bool IsAcyclic => _waves is not null;

    /// <summary>The steps that can start together, wave after wave.</summary>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public IReadOnlyList<int[]> Waves => _waves ?? throw new InvalidOperationException("The ionic bonds have a cycle: there is no order.");

    /// <summary>The number of waves.</summary>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public int Depth => Waves.Count;

    /// <inheritdoc cref="Chemistry.Cycles.Of"/>
    public IReadOnlyList<int[]> Cycles() => Chemistry.Cycles.Of(Order, Steps);

    /// <summary>The chain of steps that takes longest.</summary>
    /// <param name="seconds">What each step takes.</param>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public CriticalPath CriticalPath(IReadOnlyList<double> seconds) => Chemistry.CriticalPath.Through(Order, Waves, seconds);
}
