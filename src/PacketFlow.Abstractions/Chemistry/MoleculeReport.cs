namespace PacketFlow.Chemistry;

/// <summary>What the theory says of a molecule, in numbers.</summary>
/// <param name="CriticalSteps">The names of the steps on the chain that takes longest, in order.</param>
/// <param name="CriticalSeconds">What that chain takes: no run is shorter.</param>
/// <param name="Width">How many steps may run at once.</param>
/// <param name="Depth">The number of waves.</param>
/// <param name="BindingEnergy">The sum of the bonds' strengths.</param>
/// <param name="Stability">Binding energy less the stress on shared resources.</param>
/// <param name="Resonance">The logarithm of the number of valid orders.</param>
/// <param name="IsResonanceExact">Whether the orders were counted; if not, the resonance is a lower bound.</param>
/// <param name="Resilience">How many steps, whichever they are, can be lost while a way through remains.</param>
internal sealed record MoleculeReport(
    IReadOnlyList<string> CriticalSteps,
    double CriticalSeconds,
    int Width,
    int Depth,
    double BindingEnergy,
    double Stability,
    double Resonance,
    bool IsResonanceExact,
    int Resilience)
{
    /// <summary>The report of a molecule whose steps take the given seconds.</summary>
    /// <exception cref="InvalidOperationException">The ionic bonds have a cycle.</exception>
    public static MoleculeReport Of(BondGraph molecule, IReadOnlyList<double> seconds)
    {
        var critical = molecule.CriticalPath(seconds);
        var orders = molecule.ValidOrders();
        return new MoleculeReport(
            [.. critical.Steps.Select(step => molecule.Steps[step])],
            critical.Seconds,
            molecule.Width(),
            molecule.Depth,
            molecule.BindingEnergy,
            molecule.Stability(),
            orders.Resonance,
            orders.IsExact,
            molecule.Resilience());
    }
}
