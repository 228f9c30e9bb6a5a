namespace PacketFlow.CodeFixes.Tests.Types;

[TestsRule("PKF3002")]
public sealed class NullableIntoNonNullableTests
{
    [Fact]
    public async Task Parameter_is_made_nullable() => await FixRun.One(
        "PKF3002",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path;
            [Element("df", "consume")] public static void C(string text) => _ = text;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(C))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path;
            [Element("df", "consume")] public static void C(string? text) => _ = text;
        }
        """);

    [Fact]
    public async Task Parameters_are_made_nullable_together() => await FixRun.All(
        "PKF3002",
        """
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(C))]
        [IonicBond(nameof(Find), nameof(E))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path;
            [Element("df", "consume")] public static void C(string text) => _ = text;
            [Element("df", "consume")] public static void E([From(nameof(Find))] string text) => _ = text;
        }
        """,
        """
        [Molecule("orders")]
        [IonicBond(nameof(Find), nameof(C))]
        [IonicBond(nameof(Find), nameof(E))]
        public sealed partial class Orders
        {
            [Element("df", "filter")] public static string? Find(string path) => path;
            [Element("df", "consume")] public static void C(string? text) => _ = text;
            [Element("df", "consume")] public static void E([From(nameof(Find))] string? text) => _ = text;
        }
        """);
}
