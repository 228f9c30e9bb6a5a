using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Durability;

/// <summary>Writes, behind a step, the method that undoes it, its body left to the author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CompensationCodeFix))]
[Shared]
public sealed class CompensationCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.CompensationMissing];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await solution.Find<MethodDeclarationSyntax>(diagnostic.Location, cancellationToken) is not { } step)
        {
            return [];
        }

        string name = step.Node.Identifier.Text;
        string parameters = string.Join(", ", step.Node.ParameterList.Parameters
            .Where(IsPayload)
            .Select(static parameter => $"{parameter.Type} {parameter.Identifier.Text}"));
        string[] lines =
        [
            "",
            $"[Compensates(nameof({name}))]",
            $"public void Undo{step.Node.Identifier.ValueText}({parameters}) => throw new System.NotImplementedException();",
        ];
        string indent = step.IndentAt(step.Node.SpanStart);
        string text = string.Concat(lines.Select(line => step.NewLine + (line.Length > 0 ? indent : "") + line));
        return [new TextFix($"Add a compensation for '{step.Node.Identifier.ValueText}'", diagnostic.Id, [step.Insert(step.Node.Span.End, text)])];
    }

    private static bool IsPayload(ParameterSyntax parameter) =>
        parameter.Type?.ToString().Split('.') is { } names && names[names.Length - 1] is not ("AtomContext" or "CancellationToken");
}
