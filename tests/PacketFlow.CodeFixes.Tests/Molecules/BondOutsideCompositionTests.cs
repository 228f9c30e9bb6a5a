namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2005")]
public sealed class BondOutsideCompositionTests
{
    [Fact]
    public async Task Method_without_an_element_is_made_a_step() => await FixRun.One(
        "PKF2005",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;

            /// <summary>Shows.</summary>
            public static string B(int length) => length.ToString();
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;

            /// <summary>Shows.</summary>
            [Element("df", "transform")]
            public static string B(int length) => length.ToString();
        }
        """,
        "PKF2005.AddElement");

    [Fact]
    public async Task Missing_step_is_added() => await FixRun.One(
        "PKF2005",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), "Store")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), "Store")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;

            [Element("df", "transform")]
            public static void Store() => throw new System.NotImplementedException();
        }
        """,
        "PKF2005.AddStep");

    [Fact]
    public async Task Missing_steps_are_added_together() => await FixRun.All(
        "PKF2005",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), "Store")]
        [IonicBond("Store", "class")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), "Store")]
        [IonicBond("Store", "class")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;

            [Element("df", "transform")]
            public static void Store() => throw new System.NotImplementedException();

            [Element("df", "transform")]
            public static void @class() => throw new System.NotImplementedException();
        }
        """,
        "PKF2005.AddStep");

    [Fact]
    public async Task Name_that_no_method_can_have_is_left_alone() => (await FixRun.Titles("PKF2005", """
        [Molecule("orders")]
        [IonicBond(nameof(A), "a b")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
        }
        """)).ShouldBeEmpty();

    [Fact]
    public async Task Compensation_is_left_alone() => (await FixRun.Titles("PKF2005", """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [MetallicBond(nameof(B), nameof(Undo))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Compensates(nameof(A))] public static void Undo(string text) => _ = text;
        }
        """)).ShouldBeEmpty();
}
