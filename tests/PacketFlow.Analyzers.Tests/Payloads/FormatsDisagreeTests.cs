using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4007")]
public sealed class FormatsDisagreeTests
{
    [Theory]
    [InlineData("byte[]")]
    [InlineData("double")]
    [InlineData("DateTime")]
    [InlineData("(int, int)")]
    [InlineData("Key")]
    public async Task Map_whose_keys_are_no_text_fires_at_the_key(string key)
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check($$"""
            public static class Counts
            {
                [Element("df", "count")]
                public static int Count(Table table) => table.Cells.Count;
            }

            public sealed record Key(int X, int Y);

            public sealed record Table(Dictionary<{|PKF4007:{{key}}|}, int> Cells);
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldContain("The keys of 'Table.Cells'");
    }

    [Fact]
    public async Task Payload_and_result_fire_at_the_key() => await AnalyzerRun.Check("""
        public static class Counts
        {
            [Element("df", "count")]
            public static Task<List<IReadOnlyDictionary<{|PKF4007:byte[]|}, int>>> Count(
                Dictionary<{|PKF4007:bool|}, int> input, CancellationToken cancellationToken) => throw new InvalidOperationException();
        }
        """);

    [Theory]
    [InlineData("string")]
    [InlineData("int")]
    [InlineData("Guid")]
    [InlineData("DayOfWeek")]
    public async Task Map_whose_keys_have_a_text_is_quiet(string key) => await AnalyzerRun.Check($$"""
        public static class Counts
        {
            [Element("df", "count")]
            public static int Count(Dictionary<{{key}}, byte[]> table) => table.Count;
        }
        """);
}
