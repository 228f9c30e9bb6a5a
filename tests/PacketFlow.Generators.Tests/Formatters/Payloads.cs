using Microsoft.CodeAnalysis.CSharp;

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

    /// <summary>What an expression gives in a project with these types.</summary>
    public static string Run(string types, string expression, string helpers = "") => Run(UserProject.Of(types), expression, helpers);

    /// <summary>Compiles without a warning, writes a value of <c>Root</c>, reads the bytes and writes them again: both must be what is expected.</summary>
    public static void ShouldRoundTrip(string types, string value, string json) => ShouldRoundTrip(UserProject.Of(types), value, json);

    /// <inheritdoc cref="ShouldRoundTrip(string, string, string)"/>
    public static void ShouldRoundTrip(UserProject project, string value, string json)
    {
        GeneratorRun.Of(project).ShouldCompile();
        Run(project, $"Wire.Write<Root>({value}) + \"\\n\" + Wire.Rewrite<Root>(Wire.Write<Root>({value}))").ShouldBe($"{json}\n{json}");
    }

    /// <summary>What reading JSON as <c>Root</c> and writing it again gives: JSON, or the error's code and message.</summary>
    public static string Read(string types, string json) => Run(types, $"Wire.Try<Root>({SymbolDisplay.FormatLiteral(json, quote: true)})");

    /// <summary>Reads each JSON as <c>Root</c>; each must fail with PF003 and its message.</summary>
    public static void ShouldRefuse(string types, params (string Json, string Message)[] inputs)
    {
        string reads = string.Join(", ", inputs.Select(static input => $"Wire.Try<Root>({SymbolDisplay.FormatLiteral(input.Json, quote: true)})"));
        Run(types, $"string.Join(\"\\n\", new[] {{ {reads} }})").ShouldBe(string.Join("\n", inputs.Select(static input => "PF003 " + input.Message)));
    }

    /// <inheritdoc cref="Run(string, string, string)"/>
    public static string Run(UserProject project, string expression, string helpers = "", params IEnumerable<GeneratorRun> references)
    {
        string script = $$"""
            #nullable enable annotations
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using PacketFlow;
            {{Script}}
            public static class Test { public static string Run() => {{expression}}; {{helpers}} }
            """;
        UserProject whole = project with { Sources = [.. project.Sources, ("Script.cs", script)] };
        return (string)GeneratorRun.Of(whole).Run(references)!;
    }
}
