namespace PacketFlow.CodeFixes.Tests.Molecules;

[TestsRule("PKF2019")]
public sealed class UnproducedStepInputTests
{
    [Fact]
    public async Task Step_is_bonded_behind_the_producer() => await FixRun.One(
        "PKF2019",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(Open), nameof(Save), Reason = "opened first")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(Open), nameof(Save), Reason = "opened first")]
        [IonicBond(nameof(A), nameof(Save))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """);

    [Fact]
    public async Task Steps_are_bonded_behind_their_producers_together() => await FixRun.All(
        "PKF2019",
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(Open), nameof(Save), Reason = "opened first")]
        [IonicBond(nameof(Open), nameof(Show), Reason = "opened first")]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
            [Element("df", "consume")] public static bool Show(int length) => length > 0;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [IonicBond(nameof(Open), nameof(Save), Reason = "opened first")]
        [IonicBond(nameof(Open), nameof(Show), Reason = "opened first")]
        [IonicBond(nameof(A), nameof(Save))]
        [IonicBond(nameof(A), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
            [Element("df", "consume")] public static bool Show(int length) => length > 0;
        }
        """);

    [Fact]
    public async Task Input_that_no_step_gives_is_left_alone() => (await FixRun.Titles("PKF2019", """
        [Molecule("orders")]
        [IonicBond(nameof(Open), nameof(Save), Reason = "opened first")]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static void Open(string path) => _ = path;
            [Element("df", "consume")] public static bool Save(int length) => length > 0;
        }
        """)).ShouldBeEmpty();
}
