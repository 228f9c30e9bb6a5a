using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow;

/// <summary>Finds what carries attributes in a compilation's source, without a look at what carries none.</summary>
internal static class AttributedDeclarations
{
    /// <summary>The methods and types with attributes, in the order of the files' paths and of the text.</summary>
    public static IEnumerable<ISymbol> In(Compilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees.OrderBy(static tree => tree.FilePath, StringComparer.Ordinal))
        {
            SemanticModel? model = null;
            foreach (MemberDeclarationSyntax member in Members(tree.GetRoot()))
            {
                model ??= compilation.GetSemanticModel(tree);
                if (model.GetDeclaredSymbol(member) is { } symbol)
                {
                    yield return symbol;
                }
            }
        }
    }

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxNode root) => root
        .DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
        .OfType<MemberDeclarationSyntax>()
        .Where(static member => member is (BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax) and { AttributeLists.Count: > 0 });
}
