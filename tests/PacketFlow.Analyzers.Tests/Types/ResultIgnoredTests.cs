using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Types;

[TestsRule("PKF3005")]
public sealed class ResultIgnoredTests
{
    [Fact]
    public async Task Result_that_no_dependent_takes_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Show), Reason = "only what was read is shown")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int {|PKF3005:Read|}(string path) => path.Length;
            [Element("df", "consume")] public static void Show(string path) => _ = path;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Read' gives int, but no other step takes it: let a step take it, or let 'Read' return nothing");
    }

    [Fact]
    public async Task Result_of_a_last_step_of_a_condition_and_of_an_undo_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Charge), When = nameof(IsLong))]
        [IonicBond(nameof(Charge), nameof(Show), Reason = "paid first")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Read(string path) => path.Length;
            [Element("df", "transform")] public static long Charge(string path) => path.Length;
            [Element("df", "transform")] public static string Show(string path) => path;
            [Compensates(nameof(Charge))] public static void Refund(long? charged) => _ = charged;
            private static bool IsLong(int length) => length > 80;
        }
        """);
}
