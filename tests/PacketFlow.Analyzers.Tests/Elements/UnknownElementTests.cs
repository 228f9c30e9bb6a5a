using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1002")]
public sealed class UnknownElementTests
{
    [Fact]
    public async Task Name_two_edits_from_a_known_one_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Texts
            {
                [Element("df", {|PKF1002:"trasnfrom"|})]
                public static string Transform(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("There is no known element 'df:trasnfrom', but there is 'df:transform': "
            + "correct the name, or say Custom = true if it is meant as it is");
    }

    [Theory]
    [InlineData("df", "uppercase")]
    [InlineData("df", "transform")]
    [InlineData("ed", "validate")]
    [InlineData("df", "trasnfrmo")]
    public async Task Name_that_is_known_or_unlike_any_other_is_quiet(string group, string name) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("{{group}}", "{{name}}")]
            public static string Handle(string text) => text;
        }
        """);

    [Fact]
    public async Task Name_that_is_said_to_be_custom_is_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transforms", Custom = true)]
            public static string Handle(string text) => text;
        }
        """);
}
