using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Testing;

/// <summary>One run of the generators over a user's project, and what it made. Further runs of the same driver show what is cached.</summary>
internal sealed class GeneratorRun
{
    private readonly UserProject _project;
    private readonly GeneratorDriver _driver;

    private GeneratorRun(UserProject project, GeneratorDriver driver)
    {
        _project = project;
        CSharpCompilation before = project.Compile();
        _driver = driver.RunGeneratorsAndUpdateCompilation(before, out Compilation after, out ImmutableArray<Diagnostic> diagnostics);
        diagnostics.ShouldBeEmpty();
        Compilation = after;
        Result = _driver.GetRunResult().Results.Single();
        Result.Exception.ShouldBeNull();
    }

    /// <summary>The user's code beside the generated code.</summary>
    public Compilation Compilation { get; }

    public GeneratorRunResult Result { get; }

    /// <summary>The generated files by their hint names, without <c>.g.cs</c>.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(
        static source => source.HintName.Replace(".g.cs", "", StringComparison.Ordinal),
        static source => source.SourceText.ToString());

    /// <summary>The first run over a project.</summary>
    public static GeneratorRun Of(UserProject project)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            RoslynParts.Create<IIncrementalGenerator>("PacketFlow.Generators", typeof(GeneratorAttribute)).Select(static one => one.AsSourceGenerator()),
            parseOptions: project.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(project, driver);
    }

    /// <summary>The first run over a project of these sources.</summary>
    public static GeneratorRun Of(params string[] sources) => Of(UserProject.Of(sources));

    /// <summary>A run over the project after an edit, by the same driver.</summary>
    public GeneratorRun Then(Func<UserProject, UserProject> edit) => new(edit(_project), _driver);

    /// <summary>Checks that users' and generated code compile together without a warning.</summary>
    public GeneratorRun ShouldCompile()
    {
        Compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !IsUndocumentedUserCode(diagnostic))
            .Select(static diagnostic => $"{diagnostic}\n{diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}")
            .ShouldBeEmpty();
        return this;
    }

    /// <summary>Compiles to memory, as something that other projects can reference.</summary>
    public byte[] Emit()
    {
        using var image = new MemoryStream();
        Compilation lenient = Compilation.WithOptions(Compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        lenient.Emit(image).Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ShouldBeEmpty();
        return image.ToArray();
    }

    /// <summary>A reference to what the project compiles to.</summary>
    public MetadataReference ToReference() => MetadataReference.CreateFromImage(Emit());

    /// <summary>Loads the project, with those that it references, and calls <c>Test.Run()</c>, a static method of the user's code.</summary>
    public object? Run(params IEnumerable<GeneratorRun> references)
    {
        using var program = new LoadedProgram([.. references.Append(this).Select(static run => run.Emit())]);
        return program.Invoke(_project.AssemblyName, "Test", "Run");
    }

    // Generated code has its documentation; the sources of tests need none.
    private bool IsUndocumentedUserCode(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && !Result.GeneratedSources.Any(source => source.SyntaxTree == diagnostic.Location.SourceTree);
}
