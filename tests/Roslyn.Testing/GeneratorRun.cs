using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Testing;

/// <summary>One run of the generators over a user's project, and what it made. Further runs of the same driver show what is cached.</summary>
internal sealed class GeneratorRun
{
    private readonly UserProject _project;
    private readonly GeneratorDriver _driver;
    private readonly CSharpCompilation _before;

    private GeneratorRun(UserProject project, GeneratorDriver driver, CSharpCompilation before)
    {
        _project = project;
        _before = before;
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
        return new GeneratorRun(project, driver, project.Compile());
    }

    /// <summary>The first run over a project of these sources.</summary>
    public static GeneratorRun Of(params string[] sources) => Of(UserProject.Of(sources));

    /// <summary>A run over the project after an edit, by the same driver.</summary>
    public GeneratorRun Then(Func<UserProject, UserProject> edit)
    {
        UserProject edited = edit(_project);
        return new GeneratorRun(edited, _driver, KeepEqualTrees(edited.Compile()));
    }

    /// <summary>A run after a replacement of text in one of the sources.</summary>
    public GeneratorRun Then(string path, string old, string replacement) => Then(project => project with
    {
        Sources = [.. project.Sources.Select(source => source.Path == path ? (path, source.Text.Replace(old, replacement, StringComparison.Ordinal)) : source)],
    });

    /// <summary>Why the outputs of a tracked step are what they are, compared with the run before.</summary>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string step) =>
        [.. Steps(step).SelectMany(static run => run.Outputs).Select(static output => output.Reason)];

    /// <summary>The values of a tracked step.</summary>
    public IReadOnlyList<object> Values(string step) =>
        [.. Steps(step).SelectMany(static run => run.Outputs).Select(static output => output.Value)];

    /// <summary>How many files were written anew.</summary>
    public int Rewritten => Result.TrackedOutputSteps.SelectMany(static step => step.Value).SelectMany(static run => run.Outputs)
        .Count(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

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

    private ImmutableArray<IncrementalGeneratorRunStep> Steps(string name) => Result.TrackedSteps.GetValueOrDefault(name, []);

    // As an editor does: what was not edited is not parsed again.
    private CSharpCompilation KeepEqualTrees(CSharpCompilation edited)
    {
        var old = _before.SyntaxTrees.ToDictionary(static tree => tree.FilePath);
        foreach (SyntaxTree tree in edited.SyntaxTrees)
        {
            if (old.TryGetValue(tree.FilePath, out SyntaxTree? kept) && kept.GetText().ContentEquals(tree.GetText()))
            {
                edited = edited.ReplaceSyntaxTree(tree, kept);
            }
        }

        return edited;
    }

    // Generated code has its documentation; the sources of tests need none.
    private bool IsUndocumentedUserCode(Diagnostic diagnostic) =>
        diagnostic.Id == "CS1591" && !Result.GeneratedSources.Any(source => source.SyntaxTree == diagnostic.Location.SourceTree);
}
