namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1003")]
public sealed class DuplicateHandlerTests
{
    [Fact]
    public async Task Handler_that_came_second_is_taken_out() => await FixRun.All(
        "PKF1003",
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            /// <summary>Kept.</summary>
            [Element("df", "transform")]
            [Obsolete("Kept.")]
            public static string Change(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            /// <summary>Kept.</summary>
            [Obsolete("Kept.")]
            public static string Change(string text) => text;
        }
        """);

    [Fact]
    public async Task Handlers_but_the_first_are_taken_out_together() => await FixRun.All(
        "PKF1003",
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            [Element("df", "transform")]
            public static string Change(string text) => text;

            [Obsolete("Kept."), Element("df", "tr")]
            public static string ChangeAgain(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            public static string Change(string text) => text;

            [Obsolete("Kept.")]
            public static string ChangeAgain(string text) => text;
        }
        """);

    [Fact]
    public async Task First_handler_is_taken_out_where_the_user_asks() => await FixRun.Single(
        "PKF1003",
        index: 0,
        """
        public static class Texts
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            [Element("df", "transform")]
            public static string Change(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            public static string Transform(string text) => text;

            [Element("df", "transform")]
            public static string Change(string text) => text;
        }
        """,
        "PKF1003.First");
}
