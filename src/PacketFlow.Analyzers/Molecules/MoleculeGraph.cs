using PacketFlow.Chemistry;

namespace PacketFlow.Molecules;

/// <summary>
/// A molecule as the theory takes it: the steps of the flow, and the bonds between two of them. A step or a bond goes by its number
/// in the model; the numbers in the graph stay in here.
/// </summary>
internal sealed class MoleculeGraph
{
    private readonly int[] _steps;
    private readonly int[] _nodes;
    private readonly int[] _bonds;

    public MoleculeGraph(MoleculeModel molecule)
    {
        _steps = [.. Enumerable.Range(0, molecule.Steps.Count).Where(step => molecule.Steps[step].IsInFlow)];
        _nodes = new int[molecule.Steps.Count];
        for (int node = 0; node < _steps.Length; node++)
        {
            _nodes[_steps[node]] = node;
        }

        // A bond from a step to itself has a rule of its own.
        _bonds = [.. Enumerable.Range(0, molecule.Bonds.Count).Where(bond =>
            molecule.Bonds[bond] is { IsInside: true } inside && inside.FromStep != inside.ToStep)];
        Bonds = new BondGraph(_steps.Select(step => molecule.Steps[step].Name), _bonds.Select(bond => BondOf(molecule.Bonds[bond])));
    }

    /// <summary>The graph, in its own numbers.</summary>
    public BondGraph Bonds { get; }

    public bool IsAcyclic => Bonds.IsAcyclic;

    /// <summary>The steps of the flow, by the nodes of the graph.</summary>
    public IReadOnlyList<int> Steps => _steps;

    public IEnumerable<int[]> Cycles() => Bonds.Cycles().Select(cycle => Array.ConvertAll(cycle, node => _steps[node]));

    public IEnumerable<int> RedundantBonds()
    {
        var redundant = new HashSet<Bond>(Bonds.RedundantBonds());
        return Enumerable.Range(0, _bonds.Length).Where(place => redundant.Contains(Bonds.Bonds[place])).Select(place => _bonds[place]);
    }

    /// <summary>Whether a chain of ionic bonds leads from one step to another.</summary>
    public bool IsBefore(int first, int second) => Reachability.From(Bonds.Order, [_nodes[first]])[_nodes[second]];

    private Bond BondOf(BondModel bond) => new(
        bond.Kind,
        _nodes[bond.FromStep],
        _nodes[bond.ToStep],
        bond.CarriesData,
        bond.When is not null,
        bond.Resource,
        bond.Exclusive);
}
