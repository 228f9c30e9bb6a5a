using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>
/// The holds in a molecule: from a step that takes a resource along the ionic order up to the step that releases it, and under a
/// covalent bond while a step's body awaits a submit or a nested molecule runs. Covalent bonds alone hold nothing against one another:
/// a run takes their locks in one global order.
/// </summary>
internal sealed class MoleculeHolds
{
    private readonly INamedTypeSymbol _molecule;
    private readonly MoleculeModel _model;
    private readonly ImmutableArray<IMethodSymbol> _steps;
    private readonly WaitGraph _graph;

    private MoleculeHolds(INamedTypeSymbol molecule, MoleculeModel model, WaitGraph graph)
    {
        _molecule = molecule;
        _model = model;
        _steps = MoleculeSymbols.Steps(molecule);
        _graph = graph;
    }

    /// <summary>Whether a molecule can hold anything; its attributes alone tell.</summary>
    public static bool MayHold(INamedTypeSymbol molecule) =>
        MoleculeSteps.CovalentResources(molecule).Any() || MoleculeSymbols.Steps(molecule).Any(static step => MoleculeSteps.LockOf(step) is not null);

    public static IEnumerable<Hold> Of(INamedTypeSymbol molecule, WaitGraph graph, Compilation compilation, CancellationToken cancellationToken) =>
        MoleculeParser.Parse(molecule, compilation, cancellationToken) is { } model
            ? new MoleculeHolds(molecule, model, graph).Find()
            : [];

    private IEnumerable<Hold> Find() => InOrder().Concat(UnderBonds());

    private IEnumerable<Hold> InOrder()
    {
        for (int taker = 0; taker < _steps.Length; taker++)
        {
            if (MoleculeSteps.LockOf(_steps[taker]) is not { Kind: not LockKind.Release } taken)
            {
                continue;
            }

            foreach (int step in WhileHeld(taker, taken.Resource))
            {
                foreach (string awaited in TakenBy(step))
                {
                    if (awaited != taken.Resource || taken.Kind == LockKind.Lock)
                    {
                        yield return Hold(taken.Resource, awaited, step, taker, IsLock(step));
                    }
                }
            }
        }
    }

    private IEnumerable<Hold> UnderBonds()
    {
        for (int number = 0; number < _model.Bonds.Count; number++)
        {
            BondModel bond = _model.Bonds[number];
            if (bond is not { Kind: BondKind.Covalent, IsInside: true, Resource: { } resource })
            {
                continue;
            }

            foreach (int step in (int[])[bond.FromStep, bond.ToStep])
            {
                // The bond and an rm lock of the same name may be two locks: only another name is known to be another.
                foreach (string awaited in TakenBy(step).Where(name => name != resource))
                {
                    yield return Hold(resource, awaited, step, step, isExplicit: false) with { Bond = HoldingBond(number) };
                }
            }
        }
    }

    private HoldingBond HoldingBond(int number)
    {
        BondModel bond = _model.Bonds[number];
        SyntaxReference written = MoleculeSymbols.Bonds(_molecule)[number].ApplicationSyntaxReference!;
        (int from, int to) = Following(bond.ToStep, static _ => false).Contains(bond.FromStep) ? (bond.ToStep, bond.FromStep) : (bond.FromStep, bond.ToStep);
        return new HoldingBond(Location.Create(written.SyntaxTree, written.Span), _steps[from].Name, _steps[to].Name);
    }

    // The steps after the one that takes, up to those that release. Parallel branches are in no order, so none of them is held against the other.
    private IEnumerable<int> WhileHeld(int taker, string resource) => Following(taker, step => Releases(step, resource));

    private IEnumerable<int> Following(int first, Func<int, bool> ends)
    {
        var held = new List<int> { first };
        for (int i = 0; i < held.Count; i++)
        {
            foreach (BondModel bond in _model.Bonds)
            {
                if (bond.IsOrder && bond.FromStep == held[i] && !held.Contains(bond.ToStep) && !ends(bond.ToStep))
                {
                    held.Add(bond.ToStep);
                }
            }
        }

        return held.Skip(1);
    }

    private bool Releases(int step, string resource) =>
        MoleculeSteps.LockOf(_steps[step]) is { Kind: LockKind.Release } released && released.Resource == resource;

    private bool IsLock(int step) => MoleculeSteps.LockOf(_steps[step]) is { Kind: not LockKind.Release };

    private ImmutableHashSet<string> TakenBy(int step) =>
        _steps[step].FindAttribute(WellKnownNames.Nested)?.TypeAt(0) is INamedTypeSymbol nested && ElementParser.IsBodyless(_steps[step])
            ? _graph.TakenBy(nested)
            : MoleculeSteps.TakenBy(_steps[step], _graph);

    private Hold Hold(string held, string awaited, int step, int taker, bool isExplicit) =>
        new(held, awaited, $"{_molecule.Name}.{_steps[step].Name}", _steps[step].Locations[0], _steps[taker].Locations[0], isExplicit);
}
