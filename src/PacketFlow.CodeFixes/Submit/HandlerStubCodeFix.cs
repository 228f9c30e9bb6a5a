using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PacketFlow.Text;

namespace PacketFlow.Submit;

/// <summary>Writes, at the end of the namespace or file, a handler for the element that is submitted to, its body left to the author.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerStubCodeFix))]
[Shared]
public sealed class HandlerStubCodeFix : TextCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NoHandlerForSubmit];

    internal override async Task<IEnumerable<TextFix>> Offer(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (await solution.Find<ArgumentSyntax>(diagnostic.Location, cancellationToken) is not { } place
            || await place.File.GetSemanticModelAsync(cancellationToken) is not { } semantics
            || Last(place.Node) is not { } last)
        {
            return [];
        }

        ImmutableDictionary<string, string?> facts = diagnostic.Properties;
        string group = facts[FactKeys.Group]!, name = facts[FactKeys.Name]!, method = Identifiers.PascalCase(name);
        string parameter = facts[FactKeys.Input] is { } input and not "Nothing" ? $"{input} payload" : "";
        string result = facts[FactKeys.Output] is { } output and not "Nothing" ? output : "void";
        string[] lines =
        [
            $"internal static class {ClassName(method, last.SpanStart, semantics)}",
            "{",
            $"    [Element({Literals.Of(group)}, {Literals.Of(name)})]",
            $"    public static {result} {Identifiers.Escape(method)}({parameter}) => throw new System.NotImplementedException();",
            "}",
        ];
        string indent = place.IndentAt(last.SpanStart);
        string text = place.NewLine + string.Concat(lines.Select(line => place.NewLine + indent + line));
        return [new TextFix($"Add a handler for '{group}:{name}'", diagnostic.Id, [place.Insert(last.Span.End, text)])];
    }

    // Types stand behind the statements of a program, and a block namespace is left only at its end.
    private static MemberDeclarationSyntax? Last(ArgumentSyntax node) =>
        node.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Members.LastOrDefault()
        ?? node.FirstAncestorOrSelf<CompilationUnitSyntax>()?.Members.LastOrDefault();

    private static string ClassName(string method, int position, SemanticModel semantics)
    {
        string plain = $"{method}Handler", name = plain;
        for (int number = 2; !semantics.LookupNamespacesAndTypes(position, name: name).IsEmpty; number++)
        {
            name = plain + Literals.Of(number);
        }

        return name;
    }
}
