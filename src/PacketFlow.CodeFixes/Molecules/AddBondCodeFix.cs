using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Bonds an isolated step to its neighbour, or puts a step behind the one that produces its input.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddBondCodeFix))]
[Shared]
public sealed class AddBondCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.IsolatedStep, DiagnosticIds.UnproducedStepInput];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(BondFacts.To, out string? to)
            || await solution.Find<AttributeSyntax>(diagnostic.AdditionalLocations[0], cancellationToken) is not { } molecule)
        {
            return [];
        }

        return diagnostic.Id == DiagnosticIds.IsolatedStep
            ? [Fix(BondText.Metallic, diagnostic.Properties[BondFacts.From]!, diagnostic.Id)]
            : diagnostic.Properties[BondFacts.Producers]!.Split(BondFacts.Separator)
                .Select((producer, place) => Fix(BondText.Ionic, producer, place == 0 ? diagnostic.Id : $"{diagnostic.Id}.{producer}"));

        TextFix Fix(string kind, string from, string key) => new(
            kind == BondText.Ionic ? $"Bond '{to}' behind '{from}'" : $"Bond '{from}' and '{to}' metallically",
            key,
            [molecule.Add(molecule.Node.Bond(kind, BondText.NameOf(from), BondText.NameOf(to!)))]);
    }
}
