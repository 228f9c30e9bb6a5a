using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow.Submit;

/// <summary>Submits through the typed reference, with the payload made right where it is known how.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TypedSubmitCodeFix))]
[Shared]
public sealed class TypedSubmitCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.SubmitPayloadMismatch];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        // Arguments by name, in an order of their own, are left to the author.
        if (!diagnostic.Properties.TryGetValue(FactKeys.Element, out string? element)
            || await solution.Find<ArgumentSyntax>(diagnostic.Location, cancellationToken) is not { Node: { NameColon: null, Parent: ArgumentListSyntax list } } payload
            || list.Arguments is not [{ NameColon: null } group, { NameColon: null } name, ..]
            || list.Arguments[2] != payload.Node)
        {
            return [];
        }

        var changes = new List<FileChange> { payload.Replace(TextSpan.FromBounds(group.SpanStart, name.Span.End), element!) };
        if (diagnostic.Properties.TryGetValue(FactKeys.Conversion, out string? conversion) && conversion is not null)
        {
            changes.Add(payload.Replace(payload.Node.Span, conversion.Replace("{0}", payload.Node.ToString())));
        }

        return [new TextFix($"Submit through {element}", diagnostic.Id, changes)];
    }
}
