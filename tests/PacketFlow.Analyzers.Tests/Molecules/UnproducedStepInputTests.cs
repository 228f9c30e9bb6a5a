using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2019")]
public sealed class UnproducedStepInputTests
{
    [Fact]
    public async Task Parameter_that_nothing_fits_fires_with_what_is_on_offer()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Open), nameof(Save), Reason = "the store must be open")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int {|PKF2019:length|}) => length > 0;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("Nothing on offer fits for parameter 'length' of 'Save', which needs int: on offer are string, the molecule's input; bond it behind 'Check'");
    }

    [Fact]
    public async Task From_that_names_a_later_step_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond(nameof(Read), nameof(Save))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static bool Save(string text, [From(nameof(Check))] int {|PKF2019:length|}) => length > text.Length;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Check' does not come before 'Save', so there is nothing for parameter 'length' of 'Save', which needs int: bond it behind 'Check'");
    }

    [Fact]
    public async Task Parameters_that_a_default_the_input_or_the_platform_fills_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Read(string path) => path.Length;
            [Element("df", "validate")] public static int Check(int length, string path, AtomContext context, double factor = 2, CancellationToken cancellationToken = default) =>
                path.Length + length;
        }
        """);

    [Fact]
    public async Task Parameter_behind_a_wrong_name_is_quiet_but_for_the_name() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        [IonicBond({|PKF2005:"Chekc"|}, nameof(Save))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """);

    [Fact]
    public async Task Substitute_fed_as_its_step_and_compensation_fed_from_it_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Charge))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Read(string path) => path.Length;
            [Element("df", "transform")] public static long Charge(int amount) => amount;
            [Substitutes(nameof(Charge))] [Element("df", "transform")] public static long Owe(int amount) => amount;
            [Compensates(nameof(Charge))] public static void Refund(int amount, long? charged) => _ = amount + charged;
        }
        """);
}
