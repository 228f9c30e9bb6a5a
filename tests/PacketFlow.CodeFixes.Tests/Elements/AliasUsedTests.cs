namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1004")]
public sealed class AliasUsedTests
{
    [Fact]
    public async Task Alias_is_written_out() => await FixRun.One(
        "PKF1004",
        """
        public static class Texts
        {
            [Element("df", "tr")]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Aliases_are_written_out_together() => await FixRun.All(
        "PKF1004",
        """
        public static class Texts
        {
            [Element("df", "reduce")]
            public static int Count(string[] texts) => texts.Length;

            [Element("co", element: "sync")]
            public static void Wait(string text) => Console.WriteLine(text);
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "aggregate")]
            public static int Count(string[] texts) => texts.Length;

            [Element("co", element: "barrier")]
            public static void Wait(string text) => Console.WriteLine(text);
        }
        """);
}
