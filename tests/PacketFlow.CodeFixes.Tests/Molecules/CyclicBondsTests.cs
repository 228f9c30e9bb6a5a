namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2001")]
public sealed class CyclicBondsTests
{
    [Fact]
    public async Task Closing_bond_is_removed() => await FixRun.One(
        "PKF2001",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(A))]
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
    public async Task Closing_bond_is_made_metallic() => await FixRun.One(
        "PKF2001",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(to: nameof(A), from: nameof(C), Reason = "again")]
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
        [MetallicBond(nameof(C), nameof(A))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """,
        "PKF2001.metallic");

    [Fact]
    public async Task Bond_written_beside_others_is_removed_alone() => await FixRun.One(
        "PKF2001",
        """
        [PacketFlow.Molecule("orders"), PacketFlow.IonicBond(nameof(B), nameof(A)), PacketFlow.IonicBond(nameof(A), nameof(B))] public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """,
        """
        [PacketFlow.Molecule("orders"), PacketFlow.IonicBond(nameof(A), nameof(B))] public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Each_bond_of_the_cycle_is_offered() => (await FixRun.Titles("PKF2001", """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(A))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """)).ShouldBe(["Remove the bond from nameof(B) to nameof(A)", "Make the bond from nameof(B) to nameof(A) metallic", "Remove the bond from nameof(A) to nameof(B)", "Make the bond from nameof(A) to nameof(B) metallic"]);

    [Fact]
    public async Task Cycles_of_two_molecules_are_opened_together() => await FixRun.All(
        "PKF2001",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(A))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }

        [Molecule("refunds")]
        [IonicBond(nameof(B), nameof(A))]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Refunds
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

        [Molecule("refunds")]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Refunds
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);
}
