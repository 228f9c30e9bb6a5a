namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1015")]
public sealed class PriorityOutOfRangeTests
{
    [Fact]
    public async Task Priority_is_clamped() => await FixRun.One(
        "PKF1015",
        """
        public static class Texts
        {
            [Element("df", "transform", Priority = 0, Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", Priority = 1, Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Priorities_are_clamped_together() => await FixRun.All(
        "PKF1015",
        """
        public static class Texts
        {
            [Element("df", "transform", Priority = -7)]
            public static string Transform(string text) => text;

            [Element("df", "validate", Priority = 99 /* urgent */)]
            public static bool Validate(string text) => text.Length > 0;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", Priority = 1)]
            public static string Transform(string text) => text;

            [Element("df", "validate", Priority = 10 /* urgent */)]
            public static bool Validate(string text) => text.Length > 0;
        }
        """);
}
