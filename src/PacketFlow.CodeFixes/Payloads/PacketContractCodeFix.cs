using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PacketFlow.Payloads;

/// <summary>Marks a type for which a formatter is missing with [PacketContract].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PacketContractCodeFix))]
[Shared]
public sealed class PacketContractCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.PayloadNotEncodable];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (diagnostic.AdditionalLocations is not [var declaration]
            || await solution.Find<BaseTypeDeclarationSyntax>(declaration, cancellationToken) is not { } type)
        {
            return [];
        }

        string text = $"[{await NameAt(type, cancellationToken)}]{type.NewLine}{type.IndentAt(type.Node.SpanStart)}";
        return [new TextFix($"Mark '{type.Node.Identifier.ValueText}' with [PacketContract]", diagnostic.Id, [type.Insert(type.Node.SpanStart, text)])];
    }

    // The type may be in a file that uses nothing of PacketFlow.
    private static async Task<string> NameAt(SyntaxPlace<BaseTypeDeclarationSyntax> type, CancellationToken cancellationToken) =>
        await type.File.GetSemanticModelAsync(cancellationToken) is { } model
        && model.LookupNamespacesAndTypes(type.Node.SpanStart, container: null, "PacketContractAttribute").Any()
            ? "PacketContract"
            : "global::PacketFlow.PacketContract";
}
