using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Text;

namespace PacketFlow.Molecules;

/// <summary>Makes a step of what a bond names: gives the method an [Element], or adds a method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStepCodeFix))]
[Shared]
public sealed class AddStepCodeFix : TextCodeFix
{
    /// <summary>The plainest element there is; what the step really is, its author knows.</summary>
    internal const string Element = "[Element(\"df\", \"transform\")]";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.BondOutsideComposition];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(BondFacts.Fix, out string? kind) || diagnostic.Properties[BondFacts.Name] is not { } name)
        {
            return [];
        }

        return kind == BondFacts.AddElement
            ? await solution.Find<MethodDeclarationSyntax>(diagnostic.AdditionalLocations[0], cancellationToken) is { } method ? [AddElement(method)] : []
            : await solution.Find<TypeDeclarationSyntax>(diagnostic.Location, cancellationToken) is { } molecule ? AddStep(molecule) : [];

        TextFix AddElement(SyntaxPlace<MethodDeclarationSyntax> method)
        {
            int start = method.Node.SpanStart;
            return new TextFix(
                $"Make '{name}' a step",
                $"{diagnostic.Id}.{kind}",
                [method.Insert(start, $"{Element}{method.NewLine}{method.IndentAt(start)}")]);
        }

        IEnumerable<TextFix> AddStep(SyntaxPlace<TypeDeclarationSyntax> molecule) =>
            SyntaxFacts.IsValidIdentifier(name)
            && molecule.Append(
                molecule.Node, Element, $"public static void {Identifiers.Escape(name)}() => throw new System.NotImplementedException();") is { } step
                ? [new TextFix($"Add a step '{name}'", $"{diagnostic.Id}.{kind}", [step])]
                : [];
    }
}
