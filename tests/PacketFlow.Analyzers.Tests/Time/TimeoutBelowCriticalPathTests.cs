using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Time;

[TestsRule("PKF7002")]
public sealed class TimeoutBelowCriticalPathTests
{
    [Fact]
    public async Task Timeout_below_the_sum_of_the_longest_way_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders", TimeoutSeconds = {|PKF7002:60|})]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Check), nameof(Save))]
        [IonicBond(nameof(Read), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate", TimeoutSeconds = 12.5)] public static int Check(string text) => text.Length;
            [Element("df", "consume", TimeoutSeconds = 20)] public static void Save(int length) => _ = length;
            [Element("df", "consume", TimeoutSeconds = 25)] public static void Show(string text) => _ = text;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'orders' has 60 s, but its steps Read -> Check -> Save may take 62.5 s, one after the other: raise the molecule's timeout or lower theirs");
    }

    [Fact]
    public async Task Delay_and_nested_molecule_count_and_fires() => await AnalyzerRun.Check("""
        [Molecule("payment", TimeoutSeconds = 50)]
        public sealed partial class Payment
        {
            [Element("df", "transform")] public static void Charge() { }
        }

        [Molecule("orders", TimeoutSeconds = {|PKF7002:100|})]
        [IonicBond(nameof(Wait), nameof(Pay))]
        public sealed partial class Orders
        {
            [Delay(60)] partial void Wait();
            [Nested(typeof(Payment))] partial void Pay();
        }
        """);

    [Fact]
    public async Task Timeout_of_the_longest_way_or_none_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders", TimeoutSeconds = 60)]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Read), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "transform")] public static int Check(string text) => text.Length;
            [Element("df", "transform")] public static int Show(string text) => text.Length;
        }

        [Molecule("texts")]
        [IonicBond(nameof(Read), nameof(Check))]
        public sealed partial class Texts
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "transform")] public static int Check(string text) => text.Length;
        }
        """);
}
