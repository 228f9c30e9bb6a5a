using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Declares a molecule, and each type around it, partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PartialCodeFix))]
[Shared]
public sealed class PartialCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.MoleculeNotUsable];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await solution.Find<TypeDeclarationSyntax>(diagnostic.Location, cancellationToken) is not { } molecule)
        {
            return [];
        }

        FileChange[] changes =
        [
            .. molecule.Node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
                .Where(static type => !type.Modifiers.Any(SyntaxKind.PartialKeyword))
                .Select(type => molecule.Insert(type.Keyword.SpanStart, "partial ")),
        ];
        return changes.Length == 0 ? [] : [new TextFix("Declare it partial", diagnostic.Id, changes)];
    }
}
