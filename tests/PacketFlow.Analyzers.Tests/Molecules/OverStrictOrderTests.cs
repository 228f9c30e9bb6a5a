using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2009")]
public sealed class OverStrictOrderTests
{
    [Fact]
    public async Task Order_without_data_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [{|PKF2009:IonicBond(nameof(Read), nameof(Count))|}]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "aggregate")] public static int Count() => 1;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Count' waits for 'Read' but takes nothing from it: make the bond metallic, so that both run side by side, or say with Reason why the order matters");
    }

    [Fact]
    public async Task Order_with_a_reason_or_a_condition_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Count), Reason = "reading adds to what is counted")]
        [IonicBond(nameof(Read), nameof(Check), When = nameof(IsLong))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check() => 2;
            [Element("df", "aggregate")] public static int Count() => 1;
            private static bool IsLong(string text) => text.Length > 80;
        }
        """);

    [Fact]
    public async Task Order_around_a_timer_and_a_lock_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Lock), nameof(Wait))]
        [IonicBond(nameof(Wait), nameof(Count))]
        public sealed partial class Orders
        {
            [Element("rm", "lock")] public static void Lock() { }
            [Delay(2)] partial void Wait();
            [Element("df", "aggregate")] public static int Count() => 1;
        }
        """);

    [Fact]
    public async Task Data_taken_by_From_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Check), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static void Show([From(nameof(Read))] string text, int length) => _ = text + length;
        }
        """);
}
