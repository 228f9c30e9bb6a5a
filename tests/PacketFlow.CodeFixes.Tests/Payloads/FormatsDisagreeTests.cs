namespace PacketFlow.CodeFixes.Tests.Payloads;

[TestsRule("PKF4007")]
public sealed class FormatsDisagreeTests
{
    [Fact]
    public async Task Key_is_made_a_string() => await FixRun.One(
        "PKF4007",
        """
        [PacketContract]
        public sealed record Table(Dictionary<byte[], int> Cells);
        """,
        """
        [PacketContract]
        public sealed record Table(Dictionary<string, int> Cells);
        """);

    [Fact]
    public async Task Keys_are_made_strings_together() => await FixRun.All(
        "PKF4007",
        """
        public static class Counts
        {
            [Element("df", "count")]
            public static List<Dictionary<double, int>> Count(IReadOnlyDictionary<(int, int), int> input) => [];
        }
        """,
        """
        public static class Counts
        {
            [Element("df", "count")]
            public static List<Dictionary<string, int>> Count(IReadOnlyDictionary<string, int> input) => [];
        }
        """);
}
