using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace PacketFlow.Generators.Tests.Formatters;

/// <summary>A user's payload types with their generated formatters, compiled and run in memory.</summary>
internal static class Payloads
{
    // JSON stands for the bytes in what tests expect: the codec turns one into the other, structure for structure.
    private const string Script = """
        internal static class Wire
        {
            public static string Write<T>(T value) => PacketCodec.ToJson(PacketCodec.Serialize(value));
            public static T Read<T>(string json) => PacketCodec.Deserialize<T>(PacketCodec.FromJson(json));
            public static string Rewrite<T>(string json) => Write(Read<T>(json));
            public static string Try<T>(string json)
            {
                try { return Rewrite<T>(json); }
                catch (PacketFormatException e) { return e.Code + " " + e.Message; }
            }
        }
        """;

    /// <summary>Generates and compiles, warnings as errors.</summary>
    public static Compilation Compile(UserProject project)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new FormattersOnly().AsSourceGenerator()], parseOptions: project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project.Compile(), out Compilation generated, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        driver.GetRunResult().Results.Single().Exception.ShouldBeNull();
        return generated;
    }

    /// <summary>The files that are generated for a source.</summary>
    public static IReadOnlyDictionary<string, string> Generate(UserProject project) =>
        CSharpGeneratorDriver.Create([new FormattersOnly().AsSourceGenerator()], parseOptions: project.ParseOptions)
            .RunGenerators(project.Compile()).GetRunResult().Results.Single().GeneratedSources
            .ToDictionary(static source => source.HintName, static source => source.SourceText.ToString());

    /// <summary>What an expression gives in a project with these types.</summary>
    public static string Run(string types, string expression, string helpers = "") => Run(UserProject.Of(types), expression, helpers);

    /// <summary>Writes a value of <c>Root</c>, reads the bytes and writes them again: both must be what is expected.</summary>
    public static void ShouldRoundTrip(string types, string value, string json) => ShouldRoundTrip(UserProject.Of(types), value, json);

    /// <inheritdoc cref="ShouldRoundTrip(string, string, string)"/>
    public static void ShouldRoundTrip(UserProject project, string value, string json) =>
        Run(project, $"Wire.Write<Root>({value}) + \"\\n\" + Wire.Rewrite<Root>(Wire.Write<Root>({value}))").ShouldBe($"{json}\n{json}");

    /// <summary>What reading JSON as <c>Root</c> and writing it again gives: JSON, or the error's code and message.</summary>
    public static string Read(string types, string json) => Run(types, $"Wire.Try<Root>({SymbolDisplay.FormatLiteral(json, quote: true)})");

    /// <inheritdoc cref="Run(string, string, string)"/>
    public static string Run(UserProject project, string expression, string helpers = "")
    {
        string script = $$"""
            #nullable enable annotations
            #pragma warning disable CS1591
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using PacketFlow;
            {{Script}}
            public static class Program { public static string Run() => {{expression}}; {{helpers}} }
            """;
        IEnumerable<(string, string)> undocumented = project.Sources.Select(static source => (source.Path, "#pragma warning disable CS1591\n" + source.Text));
        return Load(Compile(project with { Sources = [.. undocumented, ("Script.cs", script)] }));
    }

    private static string Load(Compilation compilation)
    {
        using var stream = new MemoryStream();
        EmitResult emitted = compilation.Emit(stream);
        emitted.Diagnostics.Where(static one => one.Severity != DiagnosticSeverity.Hidden).ShouldBeEmpty();
        stream.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        context.Resolving += static (into, name) => name.Name == "PacketFlow.Abstractions"
            ? into.LoadFromAssemblyPath(References.Path("AbstractionsPath"))
            : null;
        try
        {
            MethodInfo run = context.LoadFromStream(stream).GetType("Program")!.GetMethod("Run")!;
            return (string)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
