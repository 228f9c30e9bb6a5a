using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Tooling;

[TestsRule("PKF9002")]
public sealed class GeneratorFailedTests
{
    [Fact]
    public async Task Failure_of_the_generator_fires_at_the_member_that_is_left_out()
    {
        Compilation compilation = UserProject.Of("""
            [assembly: PacketFlow.CompilerServices.GeneratorFailure("Shop.Texts.Transform(string)", "FormatException: no such thing.")]

            namespace Shop
            {
                public static class Texts
                {
                    public static int Transform(int number) => number;

                    public static string Transform(string text) => text;
                }
            }
            """).Compile();

        Diagnostic diagnostic = (await AnalyzerRun.Diagnose(compilation)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The PacketFlow generator failed for 'Shop.Texts.Transform(string)' and left it out: "
            + "FormatException: no such thing. This is a fault of PacketFlow, please report it");
        diagnostic.Location.GetLineSpan().StartLinePosition.Line.ShouldBe(8);
    }

    [Fact]
    public async Task Failure_of_a_whole_file_fires_without_a_place()
    {
        Compilation compilation = UserProject.Of("""
            [assembly: PacketFlow.CompilerServices.GeneratorFailure("Module", "FormatException: no such thing")]
            """).Compile();

        Diagnostic diagnostic = (await AnalyzerRun.Diagnose(compilation)).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe("PKF9002");
        diagnostic.Location.ShouldBe(Location.None);
    }

    [Fact]
    public async Task Generation_without_a_failure_is_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }
        """);
}
