using Microsoft.CodeAnalysis;

namespace PacketFlow.Payloads;

/// <summary>
/// Knows what other generators add to a type. Generators do not see each other's code, analyzers see it all: what they judge must be what
/// was generated from.
/// </summary>
internal static class OtherGenerators
{
    /// <summary>Whether a member stands in a file that the compiler got from a generator.</summary>
    public static bool Declare(ISymbol member)
    {
        foreach (Location location in member.Locations)
        {
            if (location.SourceTree is not { } tree || !IsGenerated(tree.FilePath))
            {
                return false;
            }
        }

        return !member.Locations.IsEmpty && !member.IsGenerated();
    }

    // The compiler names such files ".../<the generator's assembly>/<the generator's class>/<hint name>".
    private static bool IsGenerated(string path)
    {
        if (!path.EndsWith(".g.cs", StringComparison.Ordinal) && !path.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] parts = path.Split('/', '\\');
        if (parts.Length < 3)
        {
            return false;
        }

        string assembly = parts[parts.Length - 3], type = parts[parts.Length - 2];
        return type.Contains('.') && type.StartsWith(assembly.Split('.')[0], StringComparison.Ordinal);
    }
}
