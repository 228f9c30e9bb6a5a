using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PacketFlow.Elements;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>What the fix needs to write a merge: only two steps that give the same type can have one.</summary>
internal static class MergeStub
{
    public static ImmutableDictionary<string, string?> Facts(CovalentBond bond, Compilation compilation)
    {
        ImmutableDictionary<string, string?> facts = FixFacts.None.Set("Exclusive", "true").Properties;
        ITypeSymbol? a = SignatureParser.ShapeOf(bond.A, compilation).Result, b = SignatureParser.ShapeOf(bond.B, compilation).Result;
        string name = $"Merge{bond.A.Name}And{bond.B.Name}";
        return a is not null && SymbolEqualityComparer.IncludeNullability.Equals(a, b) && bond.A.ContainingType.GetMembers(name).IsEmpty
            ? facts.Add(FactKeys.Name, name).Add(FactKeys.Input, TypeNames.Readable(a))
            : facts;
    }
}
