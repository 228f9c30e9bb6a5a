namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1013")]
public sealed class MandatoryElementOverriddenTests
{
    [Theory]
    [InlineData("ping")]
    [InlineData("health")]
    public async Task Handler_of_a_mandatory_element_fires(string name) => await AnalyzerRun.Check($$"""
        public static class Probes
        {
            [Element("cf", {|PKF1013:"{{name}}"|})]
            public static string Probe(string text) => text;
        }
        """);

    [Fact]
    public async Task Elements_that_may_be_replaced_are_quiet_and_so_is_the_name_in_another_group() => await AnalyzerRun.Check("""
        public static class Probes
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;

            [Element("ed", "ping")]
            public static string Ping(string text) => text;
        }
        """);

    [Fact]
    public async Task Step_of_that_name_is_quiet_since_it_has_an_address_of_its_own() => await AnalyzerRun.Check("""
        [Molecule("probe")]
        public sealed partial class Probe
        {
            [Element("cf", "ping")]
            public string Ping(string text) => text;
        }
        """);
}
