using System.Globalization;
using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Time;

/// <summary>How long a step may take is said in two places: the plan, by which it runs, and the rules, which judge by it.</summary>
public sealed class StepTimeTests
{
    [Theory]
    [InlineData("[Element(\"df\", \"transform\", TimeoutSeconds = 2.5)] public static int Step() => 1;", 2.5)]
    [InlineData("[Element(\"df\", \"transform\")] public static int Step() => 1;", 30.0)]
    [InlineData("[Delay(60)] internal static partial Task Step();", 60.0)]
    [InlineData("[Delay(60), Element(\"ed\", \"timer\", TimeoutSeconds = 5)] internal static partial Task Step();", 60.0)]
    [InlineData("[Element(\"ed\", \"timer\", TimeoutSeconds = 5)] internal static partial Task Step(TimeSpan delay);", 5.0)]
    [InlineData("[Element(\"ed\", \"timer\")] internal static partial Task Step(TimeSpan delay);", 0.0)]
    [InlineData("[Element(\"ed\", \"signal\")] internal static partial Task<int> Step();", 0.0)]
    [InlineData("[Element(\"ed\", \"signal\", TimeoutSeconds = 7)] internal static partial Task<int> Step();", 7.0)]
    [InlineData("[Nested(typeof(Inner))] internal static partial Task Step();", 50.0)]
    [InlineData("[Nested(typeof(Inner)), Element(\"cf\", \"seq\", TimeoutSeconds = 9)] internal static partial Task Step();", 9.0)]
    public async Task Plan_and_report_agree(string step, double seconds)
    {
        UserProject project = UserProject.Of($$"""
            [Molecule("one")]
            public static partial class One
            {
                {{step}}
            }

            [Molecule("inner", TimeoutSeconds = 50)]
            public static partial class Inner
            {
                [Element("df", "transform")] public static void Charge() { }
            }

            public static class Test
            {
                public static object? Run() => One.Plan.Steps[0].Timeout?.TotalSeconds ?? 0;
            }
            """) with { Silenced = [] };

        double planned = (double)GeneratorRun.Of(project).Run()!;
        Diagnostic report = (await AnalyzerRun.Diagnose(AnalyzerRun.Generate(project)))
            .Single(static diagnostic => diagnostic.Id == "PKF8001" && diagnostic.GetMessage().StartsWith("'one'", StringComparison.Ordinal));

        report.GetMessage().ShouldContain(string.Create(CultureInfo.InvariantCulture, $"critical path Step ({planned:0.##} s)"));
        planned.ShouldBe(seconds);
    }
}
