using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Report;

[TestsRule("PKF8001")]
public sealed class MoleculeReportedTests
{
    [Fact]
    public async Task Molecule_that_can_run_fires_with_its_figures()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check(Heard("""
            [Molecule("orders")]
            [IonicBond(nameof(Read), nameof(Check))]
            [IonicBond(nameof(Read), nameof(Show))]
            public sealed partial class {|PKF8001:Orders|}
            {
                [Element("df", "produce", TimeoutSeconds = 2.5)] public static string Read(string path) => path;
                [Element("df", "validate", TimeoutSeconds = 4)] public static int Check(string text) => text.Length;
                [Element("df", "consume", TimeoutSeconds = 3)] public static void Show(string text) => _ = text;
            }
            """))).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'orders': critical path Read -> Check (6.5 s), width 2, depth 2, binding energy 2, stability 2, resonance 0.69");
    }

    [Fact]
    public async Task Molecule_that_cannot_run_is_quiet() => await AnalyzerRun.Check(Heard("""
        [Molecule("orders")]
        public sealed partial class {|PKF2007:Orders|};
        """));

    private static UserProject Heard(string source) => UserProject.Of(source) with { Silenced = [] };
}
