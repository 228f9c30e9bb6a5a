namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2015")]
public sealed class OrderDependentGroupTests
{
    [Fact]
    public async Task Bond_to_the_reader_is_made_ionic() => await FixRun.One(
        "PKF2015",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [MetallicBond(nameof(C), nameof(A))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }
        """);

    [Fact]
    public async Task Bonds_to_readers_are_made_ionic_together() => await FixRun.All(
        "PKF2015",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [MetallicBond(nameof(C), nameof(A))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }

        [Molecule("refunds")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [MetallicBond(nameof(A), nameof(C))]
        public sealed partial class Refunds
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }

        [Molecule("refunds")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(B), nameof(C))]
        [IonicBond(nameof(A), nameof(C))]
        public sealed partial class Refunds
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "consume")] public static void C(string text, [From(nameof(A))] int length) => _ = text + length;
        }
        """);
}
