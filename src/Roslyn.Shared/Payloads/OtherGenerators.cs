using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Knows what other generators add. Generators do not see each other's code, analyzers see it all: what they judge must be what was generated
/// from. Nothing but the path marks the difference: the compiler names such files <c>.../Acme.Json/Acme.Json.Generator/X.g.cs</c>, by the
/// generator's assembly and class.
/// </summary>
internal static class OtherGenerators
{
    /// <summary>Whether a member stands in their files alone.</summary>
    public static bool Declare(ISymbol member) => !member.Locations.IsEmpty && member.Locations.All(Wrote);

    public static bool Wrote(Location location) => location.SourceTree is { } tree && Wrote(tree);

    public static bool Wrote(SyntaxTree tree)
    {
        string[] folders = tree.FilePath.Split('/', '\\');
        if (folders.Length < 3)
        {
            return false;
        }

        string assembly = folders[folders.Length - 3], generator = folders[folders.Length - 2];
        return assembly.Length > 0
            && assembly != GeneratedMembers.Assembly
            && generator.StartsWith(assembly.Split('.')[0] + ".", StringComparison.Ordinal);
    }
}
