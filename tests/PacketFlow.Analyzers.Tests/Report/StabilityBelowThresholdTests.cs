using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Report;

[TestsRule("PKF8002")]
public sealed class StabilityBelowThresholdTests
{
    private const string Molecule = """
        [Molecule("orders")]
        [CovalentBond(nameof(Debit), nameof(Credit), Resource = "ledger", Exclusive = true)]
        [CovalentBond(nameof(Credit), nameof(Audit), Resource = "ledger", Exclusive = true)]
        public sealed partial class NAME
        {
            [Element("df", "transform")] public static int Debit(int order) => order;
            [Element("df", "transform")] public static int Credit(int order) => order;
            [Element("df", "transform")] public static int Audit(int order) => order;
        }
        """;

    [Fact]
    public async Task Stability_below_the_threshold_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check(With("{|PKF8002:Orders|}", "-1"))).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'orders' has a stability of -1.2, below the -1 that packetflow.min_stability asks for: let fewer steps share a resource at once, or bond them more closely");
    }

    [Theory]
    [InlineData("-1.2")]
    [InlineData("high")]
    [InlineData(null)]
    public async Task Stability_at_the_threshold_or_without_one_is_quiet(string? minimum) => await AnalyzerRun.Check(With("Orders", minimum));

    private static UserProject With(string name, string? minimum) => UserProject.Of(Molecule.Replace("NAME", name)) with
    {
        Settings = minimum is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["packetflow.min_stability"] = minimum },
    };
}
