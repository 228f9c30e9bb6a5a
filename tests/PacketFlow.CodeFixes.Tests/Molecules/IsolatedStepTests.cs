namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2006")]
public sealed class IsolatedStepTests
{
    [Fact]
    public async Task Isolated_step_is_bonded_to_the_one_before_it() => await FixRun.One(
        "PKF2006",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
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
        [MetallicBond(nameof(B), nameof(D))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
        }
        """);

    [Fact]
    public async Task Isolated_steps_are_bonded_together() => await FixRun.All(
        "PKF2006",
        """
        [Molecule("orders")]
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
        [MetallicBond(nameof(D), nameof(E))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "filter")] public static bool D(string text) => text.Length > 0;
            [Element("df", "filter")] public static bool E(string text) => text.Length > 1;
        }
        """);
}
