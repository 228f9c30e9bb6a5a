using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Time;

[TestsRule("PKF7001")]
public sealed class TimeoutAboveMaximumTests
{
    [Theory]
    [InlineData("df", "transform", "121", "120")]
    [InlineData("ed", "uppercase", "20.5", "20")]
    [InlineData("cf", "gate", "41", "40")]
    public async Task Timeout_above_the_maximum_of_the_table_fires(string group, string name, string timeout, string maximum)
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check($$"""
            public static class Texts
            {
                [Element("{{group}}", "{{name}}", TimeoutSeconds = {|PKF7001:{{timeout}}|})]
                public static string Handle(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe($"'{group}:{name}' has a timeout of {timeout} s, but its maximum is {maximum} s: "
            + "every run would be cut to that; raise MaxTimeoutSeconds or lower the timeout");
    }

    [Fact]
    public async Task Timeout_above_its_own_maximum_fires() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transform", MaxTimeoutSeconds = 10, TimeoutSeconds = {|PKF7001:11|})]
            public static string Handle(string text) => text;
        }
        """);

    [Fact]
    public async Task Reference_whose_body_is_generated_is_judged_as_a_handler_is() => await AnalyzerRun.Check("""
        public static partial class Texts
        {
            [Element("df", "transform", TimeoutSeconds = {|PKF7001:121|})]
            public static partial string Handle(string text);
        }
        """);

    [Theory]
    [InlineData("86_400")]
    [InlineData("0")]
    public async Task Wait_of_a_molecule_for_days_or_for_ever_is_quiet(string seconds) => await AnalyzerRun.Check($$"""
        [Molecule("order")]
        [IonicBond(nameof(Packed), nameof(Ship), Reason = "after it")]
        public sealed partial class Order
        {
            [Element("ed", "signal", TimeoutSeconds = {{seconds}})]
            public partial Task<string> Packed();

            [Element("ed", "ship")]
            public static string Ship(string packed) => packed;
        }
        """);

    [Theory]
    [InlineData("TimeoutSeconds = 120")]
    [InlineData("TimeoutSeconds = 600, MaxTimeoutSeconds = 600")]
    [InlineData("MaxTimeoutSeconds = 1000")]
    public async Task Timeout_within_its_maximum_is_quiet(string timeouts) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform", {{timeouts}})]
            public static string Handle(string text) => text;
        }
        """);
}
