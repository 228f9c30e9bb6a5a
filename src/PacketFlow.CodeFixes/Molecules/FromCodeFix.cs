using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Molecules;

/// <summary>Says with [From] which of several steps fills a parameter.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FromCodeFix))]
[Shared]
public sealed class FromCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.AmbiguousStepInput];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        diagnostic.Properties.TryGetValue(BondFacts.Producers, out string? producers)
        && await solution.Find<ParameterSyntax>(diagnostic.Location, cancellationToken) is { } parameter
            ? producers!.Split(BondFacts.Separator).Select((producer, place) => new TextFix(
                $"Take what '{producer}' gives",
                place == 0 ? diagnostic.Id : $"{diagnostic.Id}.{place + 1}",
                [parameter.Insert(parameter.Node.SpanStart, $"[From({BondText.NameOf(producer)})] ")]))
            : [];
}
