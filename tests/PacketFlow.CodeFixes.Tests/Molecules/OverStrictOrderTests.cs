namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2009")]
public sealed class OverStrictOrderTests
{
    [Fact]
    public async Task Order_without_data_is_made_metallic() => await FixRun.One(
        "PKF2009",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(A), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [MetallicBond(nameof(A), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
        }
        """);

    [Fact]
    public async Task Orders_without_data_are_made_metallic_together() => await FixRun.All(
        "PKF2009",
        """
        [Molecule("orders")]
        [IonicBond(to: nameof(D), from: nameof(A))]
        [IonicBond(nameof(D), "E", Parallelism = 2)]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
            [Element("df", "filter")] public static bool E(string text) => text.Length > 1;
        }
        """,
        """
        [Molecule("orders")]
        [MetallicBond(nameof(A), nameof(D))]
        [MetallicBond(nameof(D), "E")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
            [Element("df", "filter")] public static bool E(string text) => text.Length > 1;
        }
        """);
}
