namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1016")]
public sealed class NameNotWireSafeTests
{
    [Theory]
    [InlineData("WordCount", "word_count")]
    [InlineData(" word count ", "word_count")]
    [InlineData("df:words/2", "df_words_2")]
    [InlineData("", "count_words")]
    [InlineData("::", "count_words")]
    [InlineData("words\\ud800", "words")]
    public async Task Name_is_made_wire_safe(string before, string after) =>
        await FixRun.One("PKF1016", Source(before), Source(after));

    [Fact]
    public async Task Name_that_is_too_long_is_cut() =>
        await FixRun.One("PKF1016", Source(new string('é', 40)), Source(new string('é', 32)));

    [Fact]
    public async Task Names_and_aliases_are_made_wire_safe_together() => await FixRun.All(
        "PKF1016",
        """
        public static class Texts
        {
            [Element("df", "CountWords", Aliases = ["Words", "words of"])]
            public static int CountWords(string text) => text.Length;

            [Element("df", "Count.Lines")]
            public static int CountLines(string text) => text.Length;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "count_words", Aliases = ["words", "words_of"])]
            public static int CountWords(string text) => text.Length;

            [Element("df", "count.lines")]
            public static int CountLines(string text) => text.Length;
        }
        """);

    private static string Source(string name) => $$"""
        public static class Texts
        {
            [Element("df", "{{name}}")]
            public static int CountWordsAsync(string text) => text.Length;
        }
        """;
}
