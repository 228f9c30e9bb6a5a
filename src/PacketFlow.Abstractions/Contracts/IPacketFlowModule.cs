using PacketFlow.CompilerServices;

namespace PacketFlow;

/// <summary>What one assembly brings: its handlers and molecules. The generator makes one for each assembly that has any.</summary>
public interface IPacketFlowModule
{
    /// <summary>The assembly's name.</summary>
    string Name { get; }

    /// <summary>The assembly's handlers, those of molecule steps included.</summary>
    IReadOnlyList<ElementHandler> Handlers { get; }

    /// <summary>The assembly's molecules.</summary>
    IReadOnlyList<MoleculeDefinition> Molecules => [];
}
