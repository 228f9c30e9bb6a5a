namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2020")]
public sealed class MoleculeNotUsableTests
{
    [Fact]
    public async Task Class_is_declared_partial() => await FixRun.One(
        "PKF2020",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        public sealed class Orders
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
    public async Task Classes_and_those_around_them_are_declared_partial_together() => await FixRun.All(
        "PKF2020",
        """
        public static class Container
        {
            [Molecule("orders")]
            public sealed class Orders
            {
                [Element("df", "produce")] public static string Read(string path) => path;
            }

            [Molecule("texts")]
            public class Texts
            {
                [Element("df", "produce")] public static string Read(string path) => path;
            }
        }
        """,
        """
        public static partial class Container
        {
            [Molecule("orders")]
            public sealed partial class Orders
            {
                [Element("df", "produce")] public static string Read(string path) => path;
            }

            [Molecule("texts")]
            public partial class Texts
            {
                [Element("df", "produce")] public static string Read(string path) => path;
            }
        }
        """);
}
