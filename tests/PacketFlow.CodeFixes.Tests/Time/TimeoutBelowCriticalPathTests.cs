namespace PacketFlow.CodeFixes.Tests.Time;

[TestsRule("PKF7002")]
public sealed class TimeoutBelowCriticalPathTests
{
    [Fact]
    public async Task Timeout_is_raised_to_the_sum() => await FixRun.One(
        "PKF7002",
        """
        [Molecule("orders", TimeoutSeconds = 0.5)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """,
        """
        [Molecule("orders", TimeoutSeconds = 45)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Timeouts_are_raised_together() => await FixRun.All(
        "PKF7002",
        """
        [Molecule("orders", TimeoutSeconds = 10)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }

        [Molecule("refunds", TimeoutSeconds = 20)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Refunds
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """,
        """
        [Molecule("orders", TimeoutSeconds = 45)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }

        [Molecule("refunds", TimeoutSeconds = 45)]
        [IonicBond(nameof(A), nameof(B))]
        public sealed partial class Refunds
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);
}
