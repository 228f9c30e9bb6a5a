namespace PacketFlow.CodeFixes.Tests.Time;

[TestsRule("PKF7001")]
public sealed class TimeoutAboveMaximumTests
{
    [Fact]
    public async Task Timeout_is_clamped() => await FixRun.One(
        "PKF7001",
        """
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = 3600, Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = 120, Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """);

    [Fact]
    public async Task Timeouts_are_clamped_together() => await FixRun.All(
        "PKF7001",
        """
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = 3600)]
            public static string Transform(string text) => text;

            [Element("df", "validate", MaxTimeoutSeconds = 0.5, TimeoutSeconds = 1)]
            public static bool Validate(string text) => text.Length > 0;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = 120)]
            public static string Transform(string text) => text;

            [Element("df", "validate", MaxTimeoutSeconds = 0.5, TimeoutSeconds = 0.5)]
            public static bool Validate(string text) => text.Length > 0;
        }
        """);
}
