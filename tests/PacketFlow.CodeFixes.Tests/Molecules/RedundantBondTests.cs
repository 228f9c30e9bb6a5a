namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2004")]
public sealed class RedundantBondTests
{
    [Fact]
    public async Task Bond_beside_a_longer_way_is_removed() => await FixRun.One(
        "PKF2004",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """);

    [Fact]
    public async Task Bonds_beside_longer_ways_are_removed_together() => await FixRun.All(
        "PKF2004",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(A), nameof(C))]
        [IonicBond(nameof(A), nameof(D))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(C), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static long C(string text) => text.Length;
            [Element("df", "consume")] public static void D(long length) => _ = length;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(C), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static long C(string text) => text.Length;
            [Element("df", "consume")] public static void D(long length) => _ = length;
        }
        """);
}
