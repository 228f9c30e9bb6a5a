namespace PacketFlow.Analyzers.Tests.Types;

[TestsRule("PKF3003")]
public sealed class LossyConversionTests
{
    [Fact]
    public async Task Number_into_a_smaller_one_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Count), nameof(Save))]
        [IonicBond(nameof(Count), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "aggregate")] public static long Count(string text) => text.Length;
            [Element("df", "consume")] public static void Save(int {|PKF3003:length|}) => _ = length;
            [Element("df", "consume")] public static void Show(double {|PKF3003:length|}) => _ = length;
        }
        """);

    [Fact]
    public async Task Number_into_a_larger_one_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Count), nameof(Save))]
        [IonicBond(nameof(Count), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "aggregate")] public static int Count(string text) => text.Length;
            [Element("df", "consume")] public static void Save(long length) => _ = length;
            [Element("df", "consume")] public static void Show(double? length) => _ = length;
        }
        """);
}
