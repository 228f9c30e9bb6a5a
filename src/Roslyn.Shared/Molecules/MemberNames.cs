using Microsoft.CodeAnalysis;

namespace PacketFlow.Molecules;

/// <summary>Chooses the names and the accessibility of the members that a molecule class is given.</summary>
internal static class MemberNames
{
    /// <summary>The members; <paramref name="collides"/> says whether one got an underscore, since C# refuses its name.</summary>
    public static MoleculeMembers Choose(INamedTypeSymbol molecule, IEnumerable<ITypeSymbol?> mentioned, out bool collides)
    {
        bool isAnyTaken = false;
        var members = new MoleculeMembers(
            Name("Molecule"),
            Name("Plan"),
            Name("Mermaid"),
            Name("Output"),
            IsPublic(molecule) && !mentioned.All(static type => type is null || IsPublic(type)) ? "internal" : "public");
        collides = isAnyTaken;
        return members;

        string Name(string name)
        {
            string free = Free(name, molecule);
            isAnyTaken |= free != name;
            return free;
        }
    }

    /// <summary>The name of a molecule's typed reference.</summary>
    public static string Reference(INamedTypeSymbol molecule) => Free("Molecule", molecule);

    private static string Free(string name, INamedTypeSymbol molecule) => IsTaken(name, molecule) ? Free(name + "_", molecule) : name;

    private static bool IsTaken(string name, INamedTypeSymbol molecule) =>
        molecule.Name == name || molecule.GetMembers(name).Any(static member => !member.IsGenerated());

    /// <summary>Whether other assemblies see a type.</summary>
    public static bool IsPublic(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsPublic(array.ElementType),
        INamedTypeSymbol named => named.DeclaredAccessibility == Accessibility.Public
            && (named.ContainingType is null || IsPublic(named.ContainingType))
            && named.TypeArguments.All(IsPublic),
        _ => true,
    };
}
