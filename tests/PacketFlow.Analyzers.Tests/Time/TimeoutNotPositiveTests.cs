namespace PacketFlow.Analyzers.Tests.Time;

[TestsRule("PKF7005")]
public sealed class TimeoutNotPositiveTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1.5")]
    [InlineData("double.NaN")]
    [InlineData("double.PositiveInfinity")]
    [InlineData("1e12")]
    public async Task Timeout_that_is_no_time_fires(string seconds) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform", TimeoutSeconds = {|PKF7005:{{seconds}}|}, MaxTimeoutSeconds = {|PKF7005:{{seconds}}|})]
            public static string Handle(string text) => text;
        }
        """);

    [Fact]
    public async Task Timeout_of_a_molecule_fires() => await AnalyzerRun.Check("""
        [Molecule("shout", TimeoutSeconds = {|PKF7005:0|})]
        public sealed partial class Shout
        {
            [Element("df", "uppercase")]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);

    [Theory]
    [InlineData("TimeoutSeconds = 0.001")]
    [InlineData("Priority = 5")]
    public async Task Short_timeout_and_none_are_quiet(string setting) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform", {{setting}})]
            public static string Handle(string text) => text;
        }
        """);
}
