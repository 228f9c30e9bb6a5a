using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Bench;

/// <summary>Our generators and analyzers, loaded from their files as the compiler loads them.</summary>
internal static class RoslynParts
{
    private static readonly FileLoader Loader = new();

    public static IEnumerable<ISourceGenerator> Generators => File("PacketFlow.Generators").GetGenerators(LanguageNames.CSharp);

    public static IEnumerable<DiagnosticAnalyzer> Analyzers => File("PacketFlow.Analyzers").GetAnalyzers(LanguageNames.CSharp);

    public static IEnumerable<MetadataReference> References =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(ElementAttribute).Assembly.Location),
    ];

    private static AnalyzerFileReference File(string name) => new(
        Path.Combine(Metadata("RepositoryRoot"), "src", name, "bin", Metadata("BuildConfiguration"), "netstandard2.0", name + ".dll"), Loader);

    private static string Metadata(string key) => typeof(RoslynParts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    private sealed class FileLoader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => AssemblyLoadContext.Default.LoadFromAssemblyPath(fullPath);
    }
}
