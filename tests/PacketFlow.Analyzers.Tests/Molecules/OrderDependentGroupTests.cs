using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2015")]
public sealed class OrderDependentGroupTests
{
    [Fact]
    public async Task Member_that_reads_another_over_a_step_between_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Check), nameof(Save))]
        [{|PKF2015:MetallicBond(nameof(Read), nameof(Save))|}]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static void Save(int length, [From(nameof(Read))] string text) => _ = text + length;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("Metallic bonds let 'Read' and 'Save' start together, but 'Save' reads what 'Read' gives: make the bond ionic");
    }

    [Fact]
    public async Task Member_that_reads_another_of_its_group_fires_at_the_bond_that_ends_there() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [MetallicBond(nameof(Read), nameof(Log))]
        [{|PKF2015:MetallicBond(nameof(Log), nameof(Check))|}]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static void Log(string path) => _ = path;
        }
        """);

    [Fact]
    public async Task Members_that_read_a_third_step_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Read), nameof(Log))]
        [MetallicBond(nameof(Check), nameof(Log))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static void Log(string text) => _ = text;
        }
        """);
}
