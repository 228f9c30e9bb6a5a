using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Tells what other generators add. A generator sees the user's files alone, an analyzer sees all, and nothing but the path marks the
/// difference: generated files lie in a folder of the generator's assembly and class, as in <c>Acme.Json/Acme.Json.Generator/X.g.cs</c>.
/// </summary>
internal static class ForeignCode
{
    public static bool IsGenerated(Location location) => location.SourceTree is { } tree && IsGenerated(tree);

    public static bool IsGenerated(SyntaxTree tree)
    {
        string[] folders = tree.FilePath.Split('/', '\\');
        if (folders.Length < 3)
        {
            return false;
        }

        string assembly = folders[folders.Length - 3], generator = folders[folders.Length - 2];
        return assembly.Length > 0
            && assembly != GeneratedMembers.Tool
            && generator.StartsWith(assembly.Split('.')[0] + ".", StringComparison.Ordinal);
    }
}
