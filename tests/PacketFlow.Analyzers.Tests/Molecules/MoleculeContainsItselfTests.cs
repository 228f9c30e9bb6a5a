using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2008")]
public sealed class MoleculeContainsItselfTests
{
    [Fact]
    public async Task Molecule_that_runs_itself_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Again), Reason = "after the first")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static void Read() { }
            [Nested({|PKF2008:typeof(Orders)|})] partial void Again();
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Orders' would run itself without end: Orders -> Orders; take one of these [Nested] steps out");
    }

    [Fact]
    public async Task Molecules_that_run_each_other_fires_once()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("refunds")]
        public sealed partial class Refunds
        {
            [Nested(typeof(Payments))] partial void Pay();
        }

        [Molecule("payments")]
        public sealed partial class Payments
        {
            [Nested({|PKF2008:typeof(Refunds)|})] partial void Refund();
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Payments' would run itself without end: Payments -> Refunds -> Payments; take one of these [Nested] steps out");
    }

    [Fact]
    public async Task Molecule_run_twice_and_by_two_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("payments")]
        public sealed partial class Payments
        {
            [Element("df", "produce")] public static void Charge() { }
        }

        [Molecule("orders")]
        [MetallicBond(nameof(Pay), nameof(PayMore))]
        public sealed partial class Orders
        {
            [Nested(typeof(Payments))] partial void Pay();
            [Nested(typeof(Payments))] partial void PayMore();
        }

        [Molecule("refunds")]
        public sealed partial class Refunds
        {
            [Nested(typeof(Payments))] partial void Pay();
        }
        """);
}
