using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2010")]
public sealed class AmbiguousStepInputTests
{
    [Fact]
    public async Task Parameter_that_two_results_fit_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total(int {|PKF2010:stock|}, [From(nameof(Price))] int price) => stock * price;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The results of 'Stock' and 'Price' both fit parameter 'stock' of 'Total': say which one it takes with [From(nameof(...))]");
    }

    [Fact]
    public async Task Compensation_that_two_parameters_fit_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders
        {
            [Element("df", "transform")] public static bool Move(int from, int to) => from < to;
            [Compensates(nameof(Move))] public static void Undo(int {|PKF2010:place|}) => _ = place;
        }
        """);

    [Fact]
    public async Task Results_that_differ_in_type_or_in_fit_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static long Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static long Total(int stock, long price) => stock * price;
        }
        """);

    [Fact]
    public async Task Branches_that_exclude_each_other_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Short), When = nameof(IsShort))]
        [IonicBond(nameof(Read), nameof(Long), When = nameof(IsLong))]
        [IonicBond(nameof(Short), nameof(Show))]
        [IonicBond(nameof(Long), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "transform")] public static int Short(string text) => text.Length;
            [Element("df", "transform")] public static int Long(string text) => 80;
            [Element("df", "consume")] public static void Show(int length) => _ = length;
            private static bool IsShort(string text) => text.Length < 80;
            private static bool IsLong(string text) => text.Length >= 80;
        }
        """);
}
