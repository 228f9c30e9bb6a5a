using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>What a molecule takes and gives, as symbols.</summary>
/// <param name="Input">What it takes; null for nothing.</param>
/// <param name="Output">What it gives; null for nothing and for the generated record, which is no symbol yet.</param>
/// <param name="HasRecord">Whether it gives the generated record.</param>
internal readonly record struct MoleculeTypes(ITypeSymbol? Input, ITypeSymbol? Output, bool HasRecord);
