using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Gives a bond the kind that it should have: metallic where order is not needed, ionic where it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeBondCodeFix))]
[Shared]
public sealed class ChangeBondCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.OverStrictOrder, DiagnosticIds.OrderDependentGroup];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await solution.Find<AttributeSyntax>(diagnostic.Location, cancellationToken) is not { } bond)
        {
            return [];
        }

        (string title, string text) = diagnostic.Properties.TryGetValue(BondFacts.From, out string? from)
            ? ("Make the bond ionic", bond.Node.Bond(BondText.Ionic, BondText.NameOf(from!), BondText.NameOf(diagnostic.Properties[BondFacts.To]!)))
            : ("Make the bond metallic", bond.Node.Bond(BondText.Metallic, bond.Node.Ends().First, bond.Node.Ends().Second));
        return [new TextFix(title, diagnostic.Id, [bond.Replace(bond.Node.Span, text)])];
    }
}
