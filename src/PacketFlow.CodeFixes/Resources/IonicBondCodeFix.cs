using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Molecules;

namespace PacketFlow.Resources;

/// <summary>Makes a covalent bond that closes a circle of holds ionic: its steps run one after the other and need no lock for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IonicBondCodeFix))]
[Shared]
public sealed class IonicBondCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.Deadlock];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(BondFacts.From, out string? from)
            || await solution.Find<AttributeSyntax>(diagnostic.AdditionalLocations[^1], cancellationToken) is not { } bond)
        {
            return [];
        }

        string to = diagnostic.Properties[BondFacts.To]!;
        return
        [
            new TextFix(
                $"Bond '{to}' behind '{from}' instead of both over a resource",
                diagnostic.Id + ".ionic",
                [bond.Replace(bond.Node.Span, bond.Node.Bond(BondText.Ionic, BondText.NameOf(from!), BondText.NameOf(to)))]),
        ];
    }
}
