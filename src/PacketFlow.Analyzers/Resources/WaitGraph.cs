using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Molecules;
using PacketFlow.Submit;

namespace PacketFlow.Resources;

/// <summary>What each method waits for, followed through the methods it calls and the handlers its submits reach.</summary>
internal sealed class WaitGraph(IReadOnlyDictionary<IMethodSymbol, ImmutableArray<Wait>> waits, ElementDirectory elements)
{
    private readonly Dictionary<IMethodSymbol, ImmutableHashSet<string>> _taken = new(SymbolEqualityComparer.Default);

    public ElementDirectory Elements => elements;

    public IEnumerable<IMethodSymbol> Methods => waits.Keys.InSourceOrder(static method => method.Locations[0]);

    public ImmutableArray<Wait> Of(IMethodSymbol method) => waits.TryGetValue(method, out ImmutableArray<Wait> own) ? own : [];

    /// <summary>The resources that are taken before a wait is over.</summary>
    public ImmutableHashSet<string> TakenDuring(Wait wait) => wait switch
    {
        { Lock: { Kind: not LockKind.Release } taken } => [taken.Resource],
        { Target: { } target } => TakenBy(target),
        { Helper: { } helper } => TakenBy(helper),
        _ => [],
    };

    /// <summary>
    /// The resources that an atom to the address takes while it runs. A handler under a lock of its own ends the search: what it awaits meanwhile is
    /// a hold of that lock.
    /// </summary>
    public ImmutableHashSet<string> TakenBy(ElementAddress address) => [.. elements.Find(address).SelectMany(TakenBy)];

    /// <summary>The resources that a method takes, itself or through what it awaits.</summary>
    public ImmutableHashSet<string> TakenBy(IMethodSymbol method)
    {
        if (!_taken.TryGetValue(method, out ImmutableHashSet<string>? taken))
        {
            taken = [.. Reach(method).SelectMany(reached => Of(reached)).SelectMany(Direct)];
            _taken.Add(method, taken);
        }

        return taken;
    }

    /// <summary>The resources that a molecule takes: its covalent ones, those of its lock steps, and what its steps take.</summary>
    public ImmutableHashSet<string> TakenBy(INamedTypeSymbol molecule)
    {
        var molecules = new List<INamedTypeSymbol> { molecule };
        var taken = ImmutableHashSet.CreateBuilder<string>();
        for (int i = 0; i < molecules.Count; i++)
        {
            molecules.AddRange(MoleculeSymbols.Nested(molecules[i]).Where(nested => !molecules.Contains(nested, SymbolEqualityComparer.Default)));
            taken.UnionWith(MoleculeSteps.CovalentResources(molecules[i]));
            foreach (IMethodSymbol step in MoleculeSymbols.Steps(molecules[i]))
            {
                taken.UnionWith(MoleculeSteps.TakenBy(step, this));
            }
        }

        return taken.ToImmutable();
    }

    /// <summary>The methods that a method waits for, directly or through one another, and itself.</summary>
    public IReadOnlyList<IMethodSymbol> Reach(IMethodSymbol start)
    {
        var reached = new List<IMethodSymbol> { start };
        for (int i = 0; i < reached.Count; i++)
        {
            reached.AddRange(Of(reached[i]).SelectMany(Next)
                .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default)
                .Where(next => !reached.Contains(next, SymbolEqualityComparer.Default))
                .ToArray());
        }

        return reached;
    }

    private IEnumerable<IMethodSymbol> Next(Wait wait) => wait switch
    {
        { Helper: { } helper } => [helper],
        { Target: { } target } => elements.Find(target)
            .Where(static element => element.FixedLock is null)
            .Select(static element => element.Handler)
            .OfType<IMethodSymbol>(),
        _ => [],
    };

    private IEnumerable<string> Direct(Wait wait) => wait switch
    {
        { Lock: { Kind: not LockKind.Release } taken } => [taken.Resource],
        { Target: { } target } => elements.Find(target).Select(static element => element.FixedLock).OfType<string>(),
        _ => [],
    };

    private IEnumerable<string> TakenBy(ElementFacts element) => element switch
    {
        { FixedLock: { } own } => [own],
        { Handler: { } handler } => TakenBy(handler),
        _ => [],
    };
}
