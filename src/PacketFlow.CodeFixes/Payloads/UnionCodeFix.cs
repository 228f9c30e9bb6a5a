using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace PacketFlow.Payloads;

/// <summary>Declares the cases of an abstract payload: those types of the project that derive from it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnionCodeFix))]
[Shared]
public sealed class UnionCodeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.UndeclaredCases];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (FixFacts.Of(diagnostic).Replacement is { } attributes)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Declare its cases with [Union]",
                        cancellationToken => Declarations.Edit(
                            context.Document.Project,
                            diagnostic.AdditionalLocations,
                            (member, _) => member.WithAttributes(Parse(attributes)),
                            cancellationToken),
                        diagnostic.Id),
                    diagnostic);
            }
        }

        return Task.CompletedTask;
    }

    private static AttributeListSyntax Parse(string attributes) => SyntaxFactory.ParseMemberDeclaration($"[{attributes}] class C;")!
        .AttributeLists[0]
        .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation);
}
