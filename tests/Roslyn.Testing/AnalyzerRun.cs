using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Testing;

/// <summary>
/// Runs every analyzer over a user's project and compares what they say with the marks in its sources: what is marked and not said, and
/// what is said and not marked, fails the test.
/// </summary>
internal static class AnalyzerRun
{
    /// <inheritdoc cref="Check(UserProject, bool)"/>
    public static Task<IReadOnlyList<Diagnostic>> Check(params string[] markedSources) => Check(UserProject.Of(markedSources));

    /// <summary>Checks a project beside its generated code, and without it, as in an editor where generation has failed.</summary>
    /// <param name="marked">The project, its sources marked.</param>
    /// <param name="alsoWithoutGenerator">False for rules that judge what the generator made.</param>
    /// <returns>The diagnostics in the order of the sources.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> Check(UserProject marked, bool alsoWithoutGenerator = true)
    {
        MarkedText[] sources = [.. marked.Sources.Select(static source => MarkedText.Parse(source.Text))];
        UserProject project = marked with { Sources = [.. marked.Sources.Zip(sources, static (source, text) => (source.Path, text.Text))] };
        string[] expected = [.. marked.Sources.Zip(sources).SelectMany(static pair => pair.Second.Expected.Select(mark =>
            Show(mark.Id, pair.First.Path, mark.Span.Start, pair.Second.Text.Substring(mark.Span.Start, mark.Span.Length))))];

        if (alsoWithoutGenerator)
        {
            Compare(await Diagnose(project.Compile(), project.Settings), expected, "without the generator");
        }

        Compilation generated = Generate(project);
        IReadOnlyList<Diagnostic> found = await Diagnose(generated, project.Settings);
        Compare(found, expected, "beside the generated code");
        return found;
    }

    /// <summary>The project's compilation with its generated code, which must have no errors.</summary>
    public static Compilation Generate(UserProject project)
    {
        CSharpCompilation compilation = project.Compile();
        Compilation generated = RoslynParts.WithGeneratedCode(compilation, project.ParseOptions);
        generated.GetDiagnostics()
            .Where(static diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            .ShouldBeEmpty("the source of a test compiles");
        return generated;
    }

    /// <summary>What all analyzers say, in the order of the sources.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Diagnose(
        Compilation compilation, IReadOnlyDictionary<string, string>? settings = null)
    {
        var run = new CompilationWithAnalyzers(
            compilation,
            RoslynParts.Analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([], new EditorConfig(settings ?? new Dictionary<string, string>())), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        return [.. (await run.GetAnalyzerDiagnosticsAsync())
            .OrderBy(static diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(static diagnostic => diagnostic.Id, StringComparer.Ordinal)];
    }

    private static void Compare(IReadOnlyList<Diagnostic> found, IReadOnlyList<string> expected, string where)
    {
        IEnumerable<string> said = found.Select(static diagnostic => diagnostic.Location.SourceTree is { } tree
            ? Show(
                diagnostic.Id,
                tree.FilePath,
                diagnostic.Location.SourceSpan.Start,
                tree.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length))
            : $"{diagnostic.Id} nowhere");
        string details = string.Join('\n', found.Select(static diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        said.Order(StringComparer.Ordinal).ShouldBe(expected.Order(StringComparer.Ordinal), $"{where}\n{details}");
    }

    private static string Show(string id, string path, int start, string text) => $"{id} in {path} at {start}: {text}";
}
