using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Elements;

/// <summary>Makes an async void handler return Task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AsyncVoidCodeFix))]
[Shared]
public sealed class AsyncVoidCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.AsyncVoidHandler];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        if (node is PredefinedTypeSyntax type)
        {
            yield return new SyntaxEdit(
                "Return Task",
                diagnostic.Id,
                root => root.ReplaceNode(type, TypeNameSyntax.Of("System.Threading.Tasks.Task").WithTriviaFrom(type)));
        }
    }
}
