namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1004")]
public sealed class AliasUsedTests
{
    [Theory]
    [InlineData("df", "tr")]
    [InlineData("df", "reduce")]
    [InlineData("rm", "free")]
    public async Task Alias_of_a_known_element_fires(string group, string alias) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("{{group}}", {|PKF1004:"{{alias}}"|})]
            public static string Handle(string text) => text;
        }
        """);

    [Theory]
    [InlineData("cf", "tr", "Custom = true")]
    [InlineData("df", "transform", "Aliases = [\"xf\"]")]
    public async Task Name_that_is_no_alias_in_its_group_is_quiet(string group, string name, string more) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("{{group}}", "{{name}}", {{more}})]
            public static string Handle(string text) => text;
        }
        """);
}
