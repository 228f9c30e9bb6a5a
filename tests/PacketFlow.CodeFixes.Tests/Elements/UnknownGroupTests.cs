namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1001")]
public sealed class UnknownGroupTests
{
    [Fact]
    public async Task Misspelt_group_is_corrected() => await FixRun.One(
        "PKF1001",
        """
        public static class Texts
        {
            [Element("dx", "transform", Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Misspelt_groups_are_corrected_together() => await FixRun.All(
        "PKF1001",
        """
        public static class Texts
        {
            [Element("DF", "transform")]
            public static string Transform(string text) => text;

            [Element(element: "notify", group: "edd")]
            public static string Notify(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            [Element(element: "notify", group: "ed")]
            public static string Notify(string text) => text;
        }
        """);

    [Fact]
    public async Task Group_that_resembles_none_is_left_alone() => (await FixRun.Titles("PKF1001", """
        public static class Texts
        {
            [Element("telemetry", "transform")]
            public static string Transform(string text) => text;
        }
        """)).ShouldBeEmpty();
}
