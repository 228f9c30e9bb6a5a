using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Resources;

/// <summary>Names a merge of what both steps give, and writes it, its body left to the author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MergeCodeFix))]
[Shared]
public sealed class MergeCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.WritersWithoutMerge];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(FactKeys.Name, out string? name)
            || await solution.Find<AttributeSyntax>(diagnostic.Location, cancellationToken)
                is not { Node: { ArgumentList: { } arguments, Parent.Parent: TypeDeclarationSyntax molecule } } bond)
        {
            return [];
        }

        string type = diagnostic.Properties[FactKeys.Input]!;
        return bond.Append(molecule, $"private static {type} {name}({type} first, {type} second) => throw new System.NotImplementedException();") is { } merge
            ? [new TextFix($"Add a merge '{name}'", $"{diagnostic.Id}.Merge", [bond.Insert(arguments.CloseParenToken.SpanStart, $", Merge = nameof({name})"), merge])]
            : [];
    }
}
