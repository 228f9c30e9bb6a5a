using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2004")]
public sealed class RedundantBondTests
{
    [Fact]
    public async Task Bond_beside_a_longer_way_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [{|PKF2004:IonicBond(nameof(A), nameof(C))|}]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The other bonds already put 'A' before 'C', and this one carries no data: remove it");
    }

    [Fact]
    public async Task Bond_that_carries_data_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, int length) => _ = text + length;
        }
        """);

    [Fact]
    public async Task Bond_beside_a_branch_that_may_be_skipped_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B), When = nameof(IsLong))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C), Reason = "also where B is skipped")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string? text) => _ = text;
            private static bool IsLong(int length) => length > 80;
        }
        """);
}
