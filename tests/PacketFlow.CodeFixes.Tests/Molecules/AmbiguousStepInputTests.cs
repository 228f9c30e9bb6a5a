namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2010")]
public sealed class AmbiguousStepInputTests
{
    [Fact]
    public async Task First_candidate_is_taken() => await FixRun.One(
        "PKF2010",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total(int count) => count;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total([From(nameof(Stock))] int count) => count;
        }
        """);

    [Fact]
    public async Task Second_candidate_is_taken() => await FixRun.One(
        "PKF2010",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total(int count) => count;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total([From(nameof(Price))] int count) => count;
        }
        """,
        "PKF2010.2");

    [Fact]
    public async Task Each_candidate_is_offered() => (await FixRun.Titles("PKF2010", """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total(int count) => count;
        }
        """)).ShouldBe(["Take what 'Stock' gives", "Take what 'Price' gives"]);

    [Fact]
    public async Task Parameters_are_decided_together() => await FixRun.All(
        "PKF2010",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        [IonicBond(nameof(Stock), nameof(Sum))]
        [IonicBond(nameof(Price), nameof(Sum))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total(int count) => count;
            [Element("df", "aggregate")] public static int Sum(int count) => count;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Stock), nameof(Total))]
        [IonicBond(nameof(Price), nameof(Total))]
        [IonicBond(nameof(Stock), nameof(Sum))]
        [IonicBond(nameof(Price), nameof(Sum))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Stock(string order) => order.Length;
            [Element("df", "transform")] public static int Price(string order) => 2 * order.Length;
            [Element("df", "aggregate")] public static int Total([From(nameof(Stock))] int count) => count;
            [Element("df", "aggregate")] public static int Sum([From(nameof(Stock))] int count) => count;
        }
        """);
}
