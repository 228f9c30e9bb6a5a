using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Elements;

/// <summary>
/// Takes [Element] from a handler that is one too many. Wherever the user asks it takes the one that stands there; "fix all" takes all
/// but the first, so that one handler stays.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DuplicateHandlerCodeFix))]
[Shared]
public sealed class DuplicateHandlerCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.DuplicateHandler];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        var attribute = node.FirstAncestorOrSelf<AttributeSyntax>();
        if (attribute is { Parent: AttributeListSyntax { Parent: MethodDeclarationSyntax method } list })
        {
            string key = FixFacts.Of(diagnostic).Stays ? $"{diagnostic.Id}.First" : diagnostic.Id;
            MethodDeclarationSyntax plain = Without(attribute, list, method);
            yield return new SyntaxEdit(
                $"Remove [Element] from '{method.Identifier.ValueText}'", key, root => root.ReplaceNode(method, plain));
        }
    }

    private static MethodDeclarationSyntax Without(AttributeSyntax attribute, AttributeListSyntax list, MethodDeclarationSyntax method) =>
        list.Attributes.Count > 1
            ? method.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)))
            : method.WithAttributeLists(method.AttributeLists.Remove(list)).WithLeadingTrivia(method.GetLeadingTrivia());
}
