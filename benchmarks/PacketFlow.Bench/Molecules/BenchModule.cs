using PacketFlow.CompilerServices;

namespace PacketFlow.Bench;

/// <summary>All molecules of the benchmark.</summary>
internal sealed class BenchModule : IPacketFlowModule
{
    private static readonly BenchMolecule[] s_all =
    [
        new("chain10", 10, isChain: true), new("chain100", 100, isChain: true), new("chain1000", 1000, isChain: true),
        new("fan100", 100, isChain: false), new("fan1000", 1000, isChain: false),
    ];

    public string Name => "Bench";

    public IReadOnlyList<ElementHandler> Handlers { get; } = [.. s_all.SelectMany(static molecule => molecule.Handlers), new BusyMolecule().Handler];

    public IReadOnlyList<MoleculeDefinition> Molecules => [.. s_all, new SleepingMolecule(), new BusyMolecule()];

    public static BenchMolecule Find(string name) => s_all.First(molecule => molecule.Name == name);
}
