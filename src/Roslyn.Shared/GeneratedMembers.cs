using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>
/// Tells our generator's code from the user's. The analyzers run on what the generator has added, the parsers must see the same there
/// as in the generator: what the user wrote.
/// </summary>
internal static class GeneratedMembers
{
    /// <summary>The generator's assembly, after which the compiler names the folder of its files.</summary>
    public const string Assembly = "PacketFlow.Generators";

    /// <summary>The tool that [GeneratedCode] names on what our generator adds to a user's type.</summary>
    public const string Tool = "PacketFlow";

    /// <summary>
    /// Whether a member is ours: it stands in our files alone, or, in a referenced assembly, its [GeneratedCode] says so. The body of a partial
    /// method carries none: both parts show all attributes, and analyzers would pass over what the user declared.
    /// </summary>
    public static bool IsGenerated(this ISymbol member) => member.GetAttributes().Any(IsOurs)
        || (!member.Locations.IsEmpty && member.Locations.All(static location => location.SourceTree is { } tree && IsOurs(tree)));

    private static bool IsOurs(AttributeData attribute) =>
        attribute.AttributeClass is { } type && type.IsNamed("System.CodeDom.Compiler.GeneratedCodeAttribute") && attribute.TextAt(0) == Tool;

    private static bool IsOurs(SyntaxTree tree) => tree.FilePath.Split('/', '\\') is [.., Assembly, _, _];
}
