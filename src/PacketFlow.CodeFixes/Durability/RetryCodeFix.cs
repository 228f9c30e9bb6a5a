using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Durability;

/// <summary>Takes the retries away, or submits through the client of the atom's context, which carries the key.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RetryCodeFix))]
[Shared]
public sealed class RetryCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NonIdempotentRetry];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await solution.Find<AttributeArgumentSyntax>(diagnostic.Location, cancellationToken) is not { } retries)
        {
            return [];
        }

        var noRetry = new TextFix("Set Retries = 0", $"{diagnostic.Id}.NoRetry", [retries.Replace(retries.Node.Expression.Span, "0")]);
        return diagnostic.Properties.ContainsKey(FactKeys.Element)
            && await solution.Find<InvocationExpressionSyntax>(diagnostic.AdditionalLocations[0], cancellationToken) is { } submit
            && PassKey(retries, submit) is { } changes
            ? [noRetry, new TextFix("Submit through the context's client", $"{diagnostic.Id}.Key", changes)]
            : [noRetry];
    }

    // A submit in another method would need the context handed on to there.
    private static IReadOnlyList<FileChange>? PassKey(SyntaxPlace<AttributeArgumentSyntax> retries, SyntaxPlace<InvocationExpressionSyntax> submit)
    {
        if (submit.Node.Expression is not MemberAccessExpressionSyntax { Expression: var client }
            || retries.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } step
            || submit.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || step.Span != method.Span)
        {
            return null;
        }

        SeparatedSyntaxList<ParameterSyntax> parameters = method.ParameterList.Parameters;
        if (parameters.FirstOrDefault(static parameter => IsNamed(parameter, "AtomContext")) is { } context)
        {
            return [submit.Replace(client.Span, $"{context.Identifier.Text}.Client")];
        }

        // The token stays last, as everywhere.
        ParameterSyntax? token = parameters.LastOrDefault(static parameter => IsNamed(parameter, "CancellationToken"));
        FileChange added = token is not null
            ? submit.Insert(token.SpanStart, "AtomContext context, ")
            : submit.Insert(method.ParameterList.CloseParenToken.SpanStart, parameters.Count > 0 ? ", AtomContext context" : "AtomContext context");
        return parameters.Any(static parameter => parameter.Identifier.ValueText == "context") ? null : [added, submit.Replace(client.Span, "context.Client")];
    }

    private static bool IsNamed(ParameterSyntax parameter, string type) =>
        parameter.Type?.ToString() is { } text && (text == type || text.EndsWith($".{type}", StringComparison.Ordinal));
}
