using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Types;

/// <summary>Lets a parameter take the null that may arrive.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NullableParameterCodeFix))]
[Shared]
public sealed class NullableParameterCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NullableIntoNonNullable];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await solution.Find<ParameterSyntax>(diagnostic.Location, cancellationToken) is { Node.Type: { } type } parameter
            ? [new TextFix($"Let the parameter be {type}?", diagnostic.Id, [parameter.Insert(type.Span.End, "?")])]
            : [];
}
