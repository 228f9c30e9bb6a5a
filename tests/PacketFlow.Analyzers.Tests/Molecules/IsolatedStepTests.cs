using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2006")]
public sealed class IsolatedStepTests
{
    [Fact]
    public async Task Step_without_bonds_beside_bonded_ones_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "filter")] public static bool {|PKF2006:IsKnown|}(string path) => path.Length > 0;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("No bond holds 'IsKnown' in 'orders': bond it to the steps that it belongs to, or take it out of the molecule");
    }

    [Fact]
    public async Task Steps_without_any_bond_fires_at_each() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string {|PKF2006:Read|}(string path) => path;
            [Element("df", "validate")] public static int {|PKF2006:Check|}(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Only_step_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }
        """);

    [Fact]
    public async Task Step_held_by_any_kind_of_bond_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [VanDerWaalsBond(nameof(Read), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Compensations_substitutes_and_helpers_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders
        {
            [Element("df", "transform")] public static int Charge(string order) => order.Length;
            [Compensates(nameof(Charge))] public static void Refund(string order) => _ = order;
            [Substitutes(nameof(Charge))] [Element("df", "transform")] public static int Owe(string order) => order.Length;
            public static string Trim(string text) => text.Trim();
        }
        """);
}
