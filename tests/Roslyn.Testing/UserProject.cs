using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PacketFlow.Testing;

/// <summary>A user's project in memory: sources, options and references, made into a compilation.</summary>
internal sealed record UserProject
{
    /// <summary>The usings that implicit usings bring, PacketFlow's own among them.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using PacketFlow;
        """;

    public string AssemblyName { get; init; } = "UserApp";

    public IReadOnlyList<(string Path, string Text)> Sources { get; init; } = [];

    public IReadOnlyList<MetadataReference> References { get; init; } = [];

    public bool Nullable { get; init; } = true;

    public bool HasImplicitUsings { get; init; } = true;

    public bool Checked { get; init; }

    public bool IsProgram { get; init; }

    public bool ReferencesAbstractions { get; init; } = true;

    public bool ReferencesRuntime { get; init; }

    /// <summary>Rules that are not heard: the report, which speaks of every molecule, unless a test is about it.</summary>
    public IReadOnlyList<string> Silenced { get; init; } = ["PKF8001"];

    /// <summary>What the .editorconfig says.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public LanguageVersion Language { get; init; } = LanguageVersion.CSharp13;

    public CSharpParseOptions ParseOptions => new(Language, DocumentationMode.Diagnose);

    /// <summary>A project of these sources.</summary>
    public static UserProject Of(params string[] sources) => new()
    {
        Sources = [.. sources.Select(static (text, index) => ($"Source{index}.cs", text))],
    };

    /// <summary>Its compilation, before any generator.</summary>
    public CSharpCompilation Compile()
    {
        IEnumerable<(string Path, string Text)> sources = HasImplicitUsings ? [("ImplicitUsings.cs", ImplicitUsings), .. Sources] : Sources;
        IEnumerable<MetadataReference> references = [.. Testing.References.Framework, .. References];
        if (ReferencesAbstractions)
        {
            references = references.Append(Testing.References.Abstractions);
        }

        if (ReferencesRuntime)
        {
            references = references.Append(Testing.References.Runtime);
        }

        return CSharpCompilation.Create(
            AssemblyName,
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text), ParseOptions, source.Path)),
            references,
            new CSharpCompilationOptions(
                IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: Nullable ? NullableContextOptions.Enable : NullableContextOptions.Disable,
                checkOverflow: Checked,
                generalDiagnosticOption: ReportDiagnostic.Error,
                specificDiagnosticOptions: Silenced.Select(static id => KeyValuePair.Create(id, ReportDiagnostic.Suppress)),
                allowUnsafe: true));
    }
}
