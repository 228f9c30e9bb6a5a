namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2003")]
public sealed class ContradictoryBondsTests
{
    [Fact]
    public async Task Metallic_bond_beside_an_ionic_one_is_removed() => await FixRun.One(
        "PKF2003",
        """
        [Molecule("orders")]
        [MetallicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Bonds_said_twice_are_removed_together() => await FixRun.All(
        "PKF2003",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(A), nameof(B), Reason = "first")]
        [MetallicBond(nameof(B), nameof(C))]
        [MetallicBond(nameof(C), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B), Reason = "first")]
        [MetallicBond(nameof(B), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """);

    [Fact]
    public async Task Bonds_with_two_conditions_are_left_alone() => (await FixRun.Titles("PKF2003", """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B), When = nameof(IsLong))]
        [IonicBond(nameof(A), nameof(B), When = nameof(IsShort))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            private static bool IsLong(int length) => length > 80;
            private static bool IsShort(int length) => length < 8;
        }
        """)).ShouldBeEmpty();
}
