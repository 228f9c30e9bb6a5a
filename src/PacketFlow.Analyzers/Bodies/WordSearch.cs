using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Bodies;

/// <summary>
/// Tells from the text alone whether a file can hold what a rule looks for. Most files cannot, and pay for no node and no symbol.
/// </summary>
internal static class WordSearch
{
    /// <summary>Whether a type is in a file that has the word.</summary>
    public static bool Mentions(this INamedTypeSymbol type, string word, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree.Mentions([word], cancellationToken));

    /// <summary>Whether a file has one of the words, whatever they stand for there.</summary>
    public static bool Mentions(this SyntaxTree tree, string[] words, CancellationToken cancellationToken)
    {
        string text = tree.GetText(cancellationToken).ToString();
        return words.Any(word => text.IndexOf(word, StringComparison.Ordinal) >= 0);
    }

    /// <summary>The calls of a file.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Calls(this SyntaxTree tree, CancellationToken cancellationToken) =>
        tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>();

    /// <summary>The name by which a call calls, or null if it has none.</summary>
    public static string? CalledName(this InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };
}
