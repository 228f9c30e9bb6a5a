namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2002")]
public sealed class SelfBondTests
{
    [Fact]
    public async Task Bond_to_itself_of_any_kind_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(A), nameof(B))]
        [{|PKF2002:IonicBond(nameof(A), nameof(A))|}]
        [{|PKF2002:MetallicBond(nameof(B), "B")|}]
        [{|PKF2002:VanDerWaalsBond(nameof(B), nameof(B))|}]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int A(string text) => text.Length;
            [Element("df", "transform")] public static string B(int length) => length.ToString();
        }
        """);

    [Fact]
    public async Task Bond_between_steps_that_differ_in_case_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(READ))]
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int Read(string text) => text.Length;
            [Element("df", "transform")] public static string READ(int length) => length.ToString();
        }
        """);
}
