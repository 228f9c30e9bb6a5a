using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Bench;

/// <summary>What the generators cost after an edit, and what the analyzers add to a compilation.</summary>
internal static class CompileBenchmark
{
    private const int Rounds = 9;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp13);

    public static Table Run()
    {
        CSharpCompilation project = Project();
        (double ours, double least) = Edits(project);
        int reemitted = Reemitted(project);
        (double without, double idle, double with) = Builds(project);

        var table = new Table(
            $"compile: {SyntheticProject.Elements} elements, {SyntheticProject.Molecules} molecules, {SyntheticProject.Payloads} payload types; medians of {Rounds}, in turn",
            "what", "ms");
        table.Row("an edit elsewhere: PacketFlow's generator", Table.Number(ours));
        table.Row("an edit elsewhere: a generator that reads the attributes alone", Table.Number(least));
        table.Row("a compilation with the generator", Table.Number(without));
        table.Row("a compilation with the generator and an analyzer that does nothing", Table.Number(idle));
        table.Row("a compilation with the generator and PacketFlow's analyzers", Table.Number(with));
        table.Ratio("generator after an edit, to reading the attributes alone", ours / least, 1.5);
        table.Ratio("files emitted again after an edit elsewhere", reemitted, 0);
        table.Ratio("compilation with PacketFlow's analyzers, to one with an analyzer that does nothing", with / idle, 1.2);
        table.Ratio("compilation with PacketFlow's analyzers, to one without any", with / without, 1.2);
        return table;
    }

    private static (double Ours, double Least) Edits(CSharpCompilation project)
    {
        GeneratorDriver ours = Driver(RoslynParts.Generators).RunGenerators(project);
        GeneratorDriver least = Driver([new AttributeOnlyGenerator().AsSourceGenerator()]).RunGenerators(project);
        var oursTimes = new List<double>();
        var leastTimes = new List<double>();

        // Rounds below zero are not counted: they are for the just-in-time compiler.
        for (int round = -6; round < Rounds; round++)
        {
            // A compilation of its own for each, since the first to bind a symbol pays for it.
            least = Timed(least, Edited(project, round), round < 0 ? null : leastTimes);
            ours = Timed(ours, Edited(project, round), round < 0 ? null : oursTimes);
        }

        return (Measure.Median(oursTimes), Measure.Median(leastTimes));
    }

    private static int Reemitted(CSharpCompilation project)
    {
        GeneratorDriver driver = Driver(RoslynParts.Generators, track: true).RunGenerators(project).RunGenerators(Edited(project, 0));
        return driver.GetRunResult().Results
            .SelectMany(static result => result.TrackedOutputSteps.Values)
            .SelectMany(static steps => steps)
            .SelectMany(static step => step.Outputs)
            .Count(static output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static CSharpCompilation Edited(CSharpCompilation project, int edit) => project.ReplaceSyntaxTree(
        project.SyntaxTrees.Single(static tree => tree.FilePath == "Unrelated.cs"),
        CSharpSyntaxTree.ParseText(SyntheticProject.Unrelated(edit + 100), Parse, "Unrelated.cs"));

    private static GeneratorDriver Timed(GeneratorDriver driver, Compilation compilation, List<double>? times)
    {
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(compilation);
        times?.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return driver;
    }

    private static (double Without, double Idle, double With) Builds(CSharpCompilation project)
    {
        ImmutableArray<DiagnosticAnalyzer>[] sets = [[], [new IdleAnalyzer()], [.. RoslynParts.Analyzers]];
        List<double>[] times = [[], [], []];
        for (int round = -2; round < Rounds; round++)
        {
            for (int set = 0; set < sets.Length; set++)
            {
                double time = Build(project, sets[set]);
                if (round >= 0)
                {
                    times[set].Add(time);
                }
            }
        }

        return (Measure.Median(times[0]), Measure.Median(times[1]), Measure.Median(times[2]));
    }

    // Generators, diagnostics of compiler and analyzers, and the assembly: what a build does in the compiler's process.
    private static double Build(CSharpCompilation project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        // A clone, so that nothing is bound already.
        CSharpCompilation fresh = project.RemoveAllSyntaxTrees().AddSyntaxTrees(project.SyntaxTrees);
        GC.Collect();
        long start = Stopwatch.GetTimestamp();
        Driver(RoslynParts.Generators).RunGeneratorsAndUpdateCompilation(fresh, out Compilation generated, out _);
        CompilationWithAnalyzers? analyzed = analyzers.IsEmpty ? null : generated.WithAnalyzers(analyzers);
        ImmutableArray<Diagnostic> diagnostics = analyzed is null
            ? generated.GetDiagnostics()
            : analyzed.GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        Diagnostic? error = diagnostics.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is not null)
        {
            throw new InvalidOperationException($"The synthetic project does not compile: {error}");
        }

        // The analyzers look at a copy with an event queue. The compiler emits that copy; emitting the other would declare every symbol twice.
        (analyzed?.Compilation ?? generated).Emit(Stream.Null);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static CSharpCompilation Project() => CSharpCompilation.Create(
        "Synthetic",
        SyntheticProject.Files().Select(static file => CSharpSyntaxTree.ParseText(file.Text, Parse, file.Path)),
        RoslynParts.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static CSharpGeneratorDriver Driver(IEnumerable<ISourceGenerator> generators, bool track = false) => CSharpGeneratorDriver.Create(
        generators,
        parseOptions: Parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));
}
