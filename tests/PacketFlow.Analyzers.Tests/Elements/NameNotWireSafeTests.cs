using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1016")]
public sealed class NameNotWireSafeTests
{
    [Theory]
    [InlineData("", "is empty")]
    [InlineData("WordCount", "has upper-case letters")]
    [InlineData("word count", "has white space")]
    [InlineData("df:words", "has one of ':', '@' and '/', which separate the parts of an address")]
    [InlineData("words@home", "has one of ':', '@' and '/', which separate the parts of an address")]
    [InlineData("words/1", "has one of ':', '@' and '/', which separate the parts of an address")]
    [InlineData("words\\u0001", "has a control character")]
    [InlineData("words\\ud800", "is not valid Unicode")]
    public async Task Name_that_the_wire_refuses_fires(string name, string words)
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check($$"""
            public static class Texts
            {
                [Element("df", {|PKF1016:"{{name}}"|})]
                public static int CountWords(string text) => text.Length;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldContain($"of 'CountWords' {words}: write it");
    }

    [Fact]
    public async Task Name_of_65_bytes_fires() => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", {|PKF1016:"{{new string('é', 32)}}x"|})]
            public static int CountWords(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Alias_that_the_wire_refuses_fires_at_the_alias() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "count_words", Aliases = ["words", {|PKF1016:"Words"|}])]
            public static int CountWords(string text) => text.Length;

            [Element("df", "count_lines", Aliases = new[] { {|PKF1016:"a b"|}, "lines" })]
            public static int CountLines(string text) => text.Length;
        }
        """);

    [Theory]
    [InlineData("words-2.0")]
    [InlineData("größe")]
    [InlineData("数える")]
    public async Task Name_in_lower_case_is_quiet(string name) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "{{name}}")]
            public static int CountWords(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Name_of_64_bytes_is_quiet() => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "{{new string('é', 32)}}")]
            public static int CountWords(string text) => text.Length;
        }
        """);
}
