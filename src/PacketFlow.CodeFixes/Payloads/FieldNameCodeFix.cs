using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace PacketFlow.Payloads;

/// <summary>Gives a member another name on the wire.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FieldNameCodeFix))]
[Shared]
public sealed class FieldNameCodeFix : SyntaxCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.DuplicateKey];

    private protected override IEnumerable<SyntaxEdit> Offer(SyntaxNode node, Diagnostic diagnostic)
    {
        string? name = FixFacts.Of(diagnostic).Replacement;
        SyntaxNode? declaration = node switch
        {
            ParameterSyntax => node,
            VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: { } field } } => field,
            PropertyDeclarationSyntax or EnumMemberDeclarationSyntax => node,
            _ => null,
        };
        if (name is not null && declaration is not null)
        {
            SyntaxNode named = WithName(declaration, SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(name)));
            yield return new SyntaxEdit($"Name it {name} on the wire", diagnostic.Id, root => root.ReplaceNode(declaration, named));
        }
    }

    private static SyntaxNode WithName(SyntaxNode declaration, AttributeArgumentSyntax name)
    {
        AttributeSyntax? field = declaration.ChildNodes().OfType<AttributeListSyntax>()
            .SelectMany(static list => list.Attributes)
            .FirstOrDefault(static attribute => attribute.Name.GetLastToken().ValueText is "Field" or "FieldAttribute");
        if (field is not null)
        {
            return declaration.ReplaceNode(field, field.WithArgumentList(SyntaxFactory.AttributeArgumentList([name])));
        }

        AttributeListSyntax added = SyntaxFactory.AttributeList(
        [
            SyntaxFactory
                .Attribute(SyntaxFactory.ParseName("global::PacketFlow.FieldAttribute"), SyntaxFactory.AttributeArgumentList([name]))
                .WithAdditionalAnnotations(Simplifier.Annotation, Simplifier.AddImportsAnnotation),
        ]);
        return declaration is ParameterSyntax parameter
            ? parameter.WithoutLeadingTrivia()
                .AddAttributeLists(added.WithLeadingTrivia(parameter.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space))
            : ((MemberDeclarationSyntax)declaration).WithAttributes(added);
    }
}
