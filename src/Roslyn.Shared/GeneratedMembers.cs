using Microsoft.CodeAnalysis;

namespace PacketFlow;

/// <summary>
/// Tells our generator's code from the user's. The analyzers run on what the generator has added, the parsers must see the same there
/// as in the generator: what the user wrote.
/// </summary>
internal static class GeneratedMembers
{
    /// <summary>The tool that [GeneratedCode] names on what our generator adds to a user's type.</summary>
    public const string Tool = "PacketFlow";

    public static bool IsGenerated(this ISymbol member) => member.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { } type && type.IsNamed("System.CodeDom.Compiler.GeneratedCodeAttribute") && attribute.TextAt(0) == Tool);
}
