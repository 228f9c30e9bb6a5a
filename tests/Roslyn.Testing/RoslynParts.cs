using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PacketFlow.Testing;

/// <summary>The analyzers and generators as the compiler finds them: every class of the assembly that carries the attribute.</summary>
internal static class RoslynParts
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Create<DiagnosticAnalyzer>("PacketFlow.Analyzers", typeof(DiagnosticAnalyzerAttribute))];

    /// <summary>Runs the generators over a compilation.</summary>
    public static Compilation WithGeneratedCode(CSharpCompilation compilation, CSharpParseOptions options)
    {
        IEnumerable<ISourceGenerator> generators = Create<IIncrementalGenerator>("PacketFlow.Generators", typeof(GeneratorAttribute))
            .Select(static generator => generator.AsSourceGenerator());
        CSharpGeneratorDriver.Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out ImmutableArray<Diagnostic> diagnostics);
        diagnostics.ShouldBeEmpty();
        return generated;
    }

    /// <summary>One of each class of the assembly that carries the attribute.</summary>
    public static IEnumerable<T> Create<T>(string assembly, Type attribute) => Assembly.Load(assembly).GetTypes()
        .Where(type => type.IsDefined(attribute, inherit: false) && typeof(T).IsAssignableFrom(type))
        .OrderBy(static type => type.FullName, StringComparer.Ordinal)
        .Select(static type => (T)Activator.CreateInstance(type)!);
}
