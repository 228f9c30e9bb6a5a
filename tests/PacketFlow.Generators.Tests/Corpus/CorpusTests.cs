using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Generators.Tests.Corpus;

/// <summary>
/// Code in any state of being typed: every source of the corpus as it is and cut at twenty places. The generator may not throw, nor catch a
/// fault of its own, and what it makes may not be the only thing that does not compile.
/// </summary>
public class CorpusTests
{
    private const int Cuts = 20;

    private static readonly CSharpParseOptions Options = UserProject.Of().ParseOptions.WithLanguageVersion(LanguageVersion.Preview);

    // Sources join the same compilation one at a time, so that its references are loaded once.
    private static readonly CSharpCompilation Empty = UserProject.Of().Compile().RemoveAllSyntaxTrees().AddSyntaxTrees(
        CSharpSyntaxTree.ParseText(UserProject.ImplicitUsings, Options));

    [Fact]
    public void Corpus_is_large() => Sources().Count().ShouldBeGreaterThanOrEqualTo(150);

    [Fact]
    public void Generator_never_throws() =>
        Parallel.ForEach(Sources().SelectMany(static source => CutUp(source.Text).Select(text => (source.Name, Text: text))), static source =>
        {
            GeneratorRunResult result = Generate(source.Text, out _).GetRunResult().Results.Single();
            result.Exception.ShouldBeNull($"{source.Name}:\n{source.Text}");
            result.GeneratedSources.Select(static file => file.SourceText.ToString())
                .ShouldNotContain(static text => text.Contains("GeneratorFailureAttribute(", StringComparison.Ordinal), $"{source.Name}:\n{source.Text}");
        });

    [Fact]
    public void Generated_code_is_never_the_only_fault() => Parallel.ForEach(Sources(), static source =>
    {
        Generate(source.Text, out Compilation after);
        ILookup<bool, Diagnostic> errors = after.GetDiagnostics()
            .Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            .ToLookup(static diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        if (!errors[false].Any())
        {
            errors[true].ShouldBeEmpty($"{source.Name}:\n{source.Text}");
        }
    });

    private static GeneratorDriver Generate(string source, out Compilation after) =>
        CSharpGeneratorDriver.Create([new PacketFlowGenerator().AsSourceGenerator()], parseOptions: Options).RunGeneratorsAndUpdateCompilation(
            Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, Options, "Source.cs")), out after, out ImmutableArray<Diagnostic> _);

    private static IEnumerable<string> CutUp(string text) =>
        Enumerable.Range(1, Cuts).Select(cut => text[..(text.Length * cut / (Cuts + 1))]).Append(text);

    /// <summary>The sources of all features: in each file of the corpus a line <c>=== name</c> starts one.</summary>
    private static IEnumerable<(string Name, string Text)> Sources()
    {
        Assembly assembly = typeof(CorpusTests).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".txt", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            foreach (string part in reader.ReadToEnd().Split("=== ", StringSplitOptions.RemoveEmptyEntries))
            {
                int end = part.IndexOf('\n', StringComparison.Ordinal);
                yield return ($"{resource}, {part[..end]}", part[(end + 1)..]);
            }
        }
    }
}
