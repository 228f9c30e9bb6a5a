using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Removes a bond that holds nothing together, or that another bond makes superfluous.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBondCodeFix))]
[Shared]
public sealed class RemoveBondCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [DiagnosticIds.SelfBond, DiagnosticIds.ContradictoryBonds, DiagnosticIds.RedundantBond];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        (diagnostic.Id != DiagnosticIds.ContradictoryBonds || diagnostic.Properties.ContainsKey(BondFacts.IsRemovable))
        && await solution.Find<AttributeSyntax>(diagnostic.Location, cancellationToken) is { } bond
            ? [new TextFix("Remove the bond", diagnostic.Id, [bond.Remove()])]
            : [];
}
