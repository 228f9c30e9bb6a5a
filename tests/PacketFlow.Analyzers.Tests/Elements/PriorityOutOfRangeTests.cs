namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1015")]
public sealed class PriorityOutOfRangeTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("-1")]
    [InlineData("5 * 5")]
    public async Task Priority_outside_1_to_10_fires(string priority) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform", Priority = {|PKF1015:{{priority}}|})]
            public static string Transform(string text) => text;
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("10")]
    public async Task Priority_at_the_border_is_quiet(string priority) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform", Priority = {{priority}})]
            public static string Transform(string text) => text;
        }
        """);
}
