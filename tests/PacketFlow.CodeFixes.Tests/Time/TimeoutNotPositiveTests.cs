namespace PacketFlow.CodeFixes.Tests.Time;

[TestsRule("PKF7005")]
public sealed class TimeoutNotPositiveTests
{
    [Fact]
    public async Task Timeout_is_taken_out() => await FixRun.One(
        "PKF7005",
        """
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = 0, Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """,
        """
        public static class Texts
        {
            [Element("df", "transform", Idempotent = true)]
            public static string Transform(string text) => text;
        }
        """,
        "PKF7005.TimeoutSeconds");

    [Fact]
    public async Task Timeouts_of_elements_and_molecules_are_taken_out_together() => await FixRun.All(
        "PKF7005",
        """
        [Molecule("shout", TimeoutSeconds = -1)]
        public sealed partial class Shout
        {
            [Element("df", "transform", TimeoutSeconds = 0)]
            public string Transform(string text) => text;

            public string Name => "kept";
        }
        """,
        """
        [Molecule("shout")]
        public sealed partial class Shout
        {
            [Element("df", "transform")]
            public string Transform(string text) => text;

            public string Name => "kept";
        }
        """,
        "PKF7005.TimeoutSeconds");
}
