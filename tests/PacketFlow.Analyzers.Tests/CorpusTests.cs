using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Analyzers.Tests;

/// <summary>The generator's corpus of code in any state of being typed: no analyzer throws, and nothing is left out without a word.</summary>
public sealed class CorpusTests
{
    private static readonly UserProject Project = UserProject.Of();

    [Fact]
    public async Task Analyzers_never_throw()
    {
        foreach ((string name, string text) in Sources())
        {
            foreach (string part in (string[])[text, text[..(text.Length * 2 / 3)], text[..(text.Length / 3)]])
            {
                CSharpCompilation compilation = Compile(part);
                (await AnalyzerRun.Diagnose(compilation)).Where(static diagnostic => diagnostic.Id == "AD0001")
                    .ShouldBeEmpty($"{name}:\n{part}");
            }
        }
    }

    [Fact]
    public async Task Handlers_that_the_generator_leaves_out_are_reported()
    {
        var silent = new List<string>();
        foreach ((string name, string text) in Sources())
        {
            CSharpCompilation compilation = Compile(text);
            Compilation generated = RoslynParts.WithGeneratedCode(compilation, Project.ParseOptions);
            if (!HasErrors(generated.GetDiagnostics())
                && Handlers(compilation) > Generated(generated)
                && !HasErrors(await AnalyzerRun.Diagnose(generated)))
            {
                silent.Add($"{name}:\n{text}");
            }
        }

        silent.ShouldBeEmpty();
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Any(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error);

    private static CSharpCompilation Compile(string text) => (Project with { Sources = [("Source.cs", text)] }).Compile();

    // A method without a body that generation left without one is an error of the compiler's.
    private static int Handlers(CSharpCompilation compilation) => compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Member)
        .Count(static symbol => Has(symbol, "ElementAttribute")
            && !Has(symbol.ContainingType, "MoleculeAttribute")
            && symbol is not IMethodSymbol { IsPartialDefinition: true, PartialImplementationPart: null });

    private static int Generated(Compilation compilation) => compilation.SyntaxTrees
        .Where(static tree => tree.FilePath.EndsWith("/Module.g.cs", StringComparison.Ordinal))
        .Sum(static tree => tree.ToString().Split("new global::PacketFlow.Generated.").Length - 1);

    private static bool Has(ISymbol symbol, string attribute) =>
        symbol.GetAttributes().Any(one => one.AttributeClass is { ContainingNamespace.Name: "PacketFlow" } type && type.Name == attribute);

    private static IEnumerable<(string Name, string Text)> Sources()
    {
        Assembly assembly = typeof(CorpusTests).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".txt", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            foreach (string part in reader.ReadToEnd().Split("=== ", StringSplitOptions.RemoveEmptyEntries))
            {
                int end = part.IndexOf('\n', StringComparison.Ordinal);
                yield return (part[..end], part[(end + 1)..]);
            }
        }
    }
}
