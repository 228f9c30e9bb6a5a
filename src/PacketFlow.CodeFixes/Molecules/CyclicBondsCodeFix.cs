using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Opens a cycle: removes one of its bonds or makes it metallic. The first offer is the bond that closes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CyclicBondsCodeFix))]
[Shared]
public sealed class CyclicBondsCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.CyclicBonds];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var fixes = new List<TextFix>();
        int count = int.Parse(diagnostic.Properties[BondFacts.Bonds], CultureInfo.InvariantCulture);
        for (int place = count - 1; place >= 0; place--)
        {
            if (await solution.Find<AttributeSyntax>(diagnostic.AdditionalLocations[place], cancellationToken) is { } bond)
            {
                (string first, string second) = bond.Node.Ends();
                string key = place == count - 1 ? diagnostic.Id : string.Format(CultureInfo.InvariantCulture, "{0}.{1}", diagnostic.Id, place);
                fixes.Add(new TextFix($"Remove the bond from {first} to {second}", key, [bond.Remove()]));
                fixes.Add(new TextFix(
                    $"Make the bond from {first} to {second} metallic",
                    key + ".metallic",
                    [bond.Replace(bond.Node.Span, bond.Node.Bond(BondText.Metallic, first, second))]));
            }
        }

        return fixes;
    }
}
