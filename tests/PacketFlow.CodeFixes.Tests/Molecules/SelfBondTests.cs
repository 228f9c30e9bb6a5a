namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2002")]
public sealed class SelfBondTests
{
    [Fact]
    public async Task Bond_to_itself_is_removed() => await FixRun.One(
        "PKF2002",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(B))]
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
    public async Task Bonds_to_themselves_are_removed_together() => await FixRun.All(
        "PKF2002",
        """
        [Molecule("orders")]
        [MetallicBond(nameof(A), nameof(A))]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(B))]
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
}
