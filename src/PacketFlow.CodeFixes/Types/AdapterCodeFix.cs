using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Elements;
using PacketFlow.Molecules;
using PacketFlow.Text;

namespace PacketFlow.Types;

/// <summary>Puts a step between two whose types do not fit, its body left to the author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AdapterCodeFix))]
[Shared]
public sealed class AdapterCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.TypeMismatch];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(BondFacts.From, out string? from)
            || await solution.Find<AttributeSyntax>(diagnostic.Location, cancellationToken) is not { Node.Parent: AttributeListSyntax { Parent: TypeDeclarationSyntax molecule } list } bond
            || await bond.File.GetSemanticModelAsync(cancellationToken) is not { } semantics
            || semantics.GetDeclaredSymbol(molecule, cancellationToken) is not { } type
            || diagnostic.Properties[BondFacts.To] is not { } to
            || Step(type, from!) is not { } source
            || Step(type, to) is not { } target
            || SignatureParser.ShapeOf(source, semantics.Compilation).Result is not { } given
            || target.Parameters.FirstOrDefault(parameter => parameter.Name == diagnostic.Properties[BondFacts.Name]) is not { } needed)
        {
            return [];
        }

        string adapter = NameOf(type, from!, to);
        FileChange? step = bond.Append(
            molecule,
            AddStepCodeFix.Element,
            $"public static {Show(needed.Type)} {adapter}({Show(given)} value) => throw new System.NotImplementedException();");
        (_, string second) = bond.Node.Ends();
        ExpressionSyntax end = bond.Node.ArgumentList!.Arguments.Select(static argument => argument.Expression).First(argument => argument.ToString() == second);
        return step is not { } added
            ? []
            :
            [
                new TextFix(
                    $"Put a step '{adapter}' between '{from}' and '{to}'",
                    diagnostic.Id,
                    [
                        bond.Replace(end.Span, BondText.NameOf(adapter)),
                        bond.AddBehind(list, bond.Node.Bond(BondText.Ionic, BondText.NameOf(adapter), second)),
                        added,
                    ]),
            ];

        string Show(ITypeSymbol symbol) => symbol.ToMinimalDisplayString(semantics, molecule.OpenBraceToken.Span.End);
    }

    private static IMethodSymbol? Step(INamedTypeSymbol molecule, string name) =>
        MoleculeSymbols.Steps(molecule).FirstOrDefault(method => method.Name == name);

    private static string NameOf(INamedTypeSymbol molecule, string from, string to)
    {
        string name = $"{from}To{to}";
        for (int number = 2; !molecule.GetMembers(name).IsEmpty; number++)
        {
            name = $"{from}To{to}{Literals.Of(number)}";
        }

        return name;
    }
}
