using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Generators;

/// <summary>
/// All that declarations can mean in a compilation: its options, its references and its sources without bodies and comments. Two compilations
/// of one shape bind every signature, attribute and constant alike, so what was parsed for one holds for the other.
/// </summary>
internal sealed class DeclarationShape : IEquatable<DeclarationShape>
{
    private const ulong Start = 14695981039346656037;

    // Both tables hold nothing alive: a shape goes with its compilation, a hash with its tree.
    private static readonly ConditionalWeakTable<Compilation, DeclarationShape> Shapes = new();
    private static readonly ConditionalWeakTable<SyntaxTree, object> Hashes = new();

    private readonly CompilationOptions _options;
    private readonly ImmutableArray<MetadataReference> _references;
    private readonly ulong _sources;

    private DeclarationShape(Compilation compilation)
    {
        _options = compilation.Options;
        _references = [.. compilation.References];
        _sources = Start;
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            _sources = Mix(_sources, (ulong)Hashes.GetValue(tree, static tree => (object)HashOf(tree)));
        }
    }

    public static DeclarationShape Of(Compilation compilation) => Shapes.GetValue(compilation, static compilation => new DeclarationShape(compilation));

    public bool Equals(DeclarationShape? other) =>
        other is not null
        && (ReferenceEquals(this, other) || (_sources == other._sources && _options.Equals(other._options) && _references.SequenceEqual(other._references)));

    public override bool Equals(object? obj) => Equals(obj as DeclarationShape);

    public override int GetHashCode() => _sources.GetHashCode();

    private static ulong HashOf(SyntaxTree tree)
    {
        ulong hash = Mix(Start, (ulong)tree.Options.GetHashCode());
        foreach (SyntaxNodeOrToken part in tree.GetRoot().DescendantNodesAndTokens(static node => !IsBody(node)))
        {
            if (part.AsNode() is { } node)
            {
                // Whether there is a body is part of the signature; what is in it is not.
                hash = IsBody(node) ? Mix(hash, (ulong)node.RawKind) : hash;
                continue;
            }

            SyntaxToken token = part.AsToken();
            hash = Mix(hash, (ulong)token.RawKind);
            foreach (char c in token.Text)
            {
                hash = Mix(hash, c);
            }

            if (token.ContainsDirectives)
            {
                hash = Directives(hash, token);
            }
        }

        return hash;
    }

    // #nullable, and what #if left in or out.
    private static ulong Directives(ulong hash, SyntaxToken token)
    {
        foreach (SyntaxTrivia trivia in token.LeadingTrivia.Where(static trivia => trivia.IsDirective))
        {
            foreach (char c in trivia.ToString())
            {
                hash = Mix(hash, c);
            }
        }

        return hash;
    }

    private static bool IsBody(SyntaxNode node) =>
        node is BlockSyntax || (node is ArrowExpressionClauseSyntax && node.Parent is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax);

    private static ulong Mix(ulong hash, ulong value) => unchecked((hash ^ value) * 1099511628211);
}
