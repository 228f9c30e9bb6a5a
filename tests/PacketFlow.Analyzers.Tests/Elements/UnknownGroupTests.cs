using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1001")]
public sealed class UnknownGroupTests
{
    [Fact]
    public async Task Group_that_is_misspelt_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Texts
            {
                [Element({|PKF1001:"dx"|}, "transform")]
                public static string Transform(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Transform' handles 'dx:transform', but there is no group 'dx': use cf, df, ed, co, mc or rm");
    }

    [Fact]
    public async Task Group_in_upper_case_fires_at_the_constant_that_names_it() => await AnalyzerRun.Check("""
        public static class Texts
        {
            private const string Flow = "DF";

            [Element(element: "transform", group: {|PKF1001:Flow|})]
            public static string Transform(string text) => text;
        }
        """);

    [Theory]
    [InlineData("cf", "gate")]
    [InlineData("df", "filter")]
    [InlineData("ed", "watch")]
    [InlineData("co", "vote")]
    [InlineData("mc", "learn")]
    [InlineData("rm", "cache")]
    public async Task Group_of_the_table_is_quiet(string group, string element) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("{{group}}", "{{element}}")]
            public static string Handle(string text) => text;
        }
        """);

    [Fact]
    public async Task Attribute_of_the_users_own_is_quiet() => await AnalyzerRun.Check("""
        namespace Mine;

        public sealed class ElementAttribute(string group, string name) : System.Attribute
        {
            public string Address => group + name;
        }

        public static class Texts
        {
            [Element("dx", "transform")]
            public static string Transform(string text) => text;
        }
        """);
}
