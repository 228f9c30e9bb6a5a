using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2003")]
public sealed class ContradictoryBondsTests
{
    [Fact]
    public async Task Bond_said_twice_fires_at_the_one_that_says_less() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [{|PKF2003:IonicBond(nameof(A), nameof(B))|}]
        [IonicBond(nameof(A), nameof(B), Reason = "the length counts")]
        [MetallicBond(nameof(B), nameof(C))]
        [{|PKF2003:MetallicBond(nameof(C), nameof(B))|}]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "transform")] public static string C(string text) => text;
        }
        """);

    [Fact]
    public async Task Ionic_and_metallic_bond_of_one_pair_fires_as_an_error()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            [Molecule("orders")]
            [{|PKF2003:MetallicBond(nameof(B), nameof(A))|}]
            [IonicBond(nameof(A), nameof(B))]
            public sealed partial class Orders
            {
                [Element("df", "validate")] public static int A(string text) => text.Length;
                [Element("df", "transform")] public static string B(int length) => length.ToString();
            }
            """)).ShouldHaveSingleItem();

        diagnostic.Severity.ShouldBe(DiagnosticSeverity.Error);
        diagnostic.GetMessage().ShouldBe("The bonds between 'B' and 'A' contradict each other: the ionic one runs them one after the other, the metallic one side by side: keep one of the two");
    }

    [Fact]
    public async Task Bonds_of_one_pair_that_say_different_things_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [VanDerWaalsBond(nameof(A), nameof(B))]
        [CovalentBond(nameof(A), nameof(B), Resource = "ledger", Exclusive = true)]
        [CovalentBond(nameof(A), nameof(B), Resource = "stock", Exclusive = true)]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);
}
