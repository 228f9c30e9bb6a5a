using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2011")]
public sealed class AmbiguousMoleculeInputTests
{
    [Fact]
    public async Task First_steps_with_different_inputs_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Join))]
        [IonicBond(nameof(Load), nameof(Join))]
        public sealed partial class {|PKF2011:Orders|}
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "transform")] public static int Load(Guid id) => id.GetHashCode();
            [Element("df", "aggregate")] public static string Join(string text, int value) => text + value;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("The first steps of 'orders' need different inputs (string of 'Read', Guid of 'Load'), but a molecule is given one: let one step take a type that has what all need, or bond the others behind it");
    }

    [Fact]
    public async Task First_steps_that_one_input_fits_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Join))]
        [IonicBond(nameof(Load), nameof(Join))]
        [IonicBond(nameof(Tick), nameof(Join), Reason = "counted first")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(List<string> paths) => paths[0];
            [Element("df", "transform")] public static int Load(IReadOnlyList<string> paths, int limit = 3) => paths.Count + limit;
            [Element("df", "transform")] public static void Tick(CancellationToken cancellationToken) { }
            [Element("df", "aggregate")] public static string Join(string text, int value) => text + value;
        }
        """);

    [Fact]
    public async Task First_step_made_so_by_a_wrong_name_is_quiet_but_for_the_name() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond({|PKF2005:"Raed"|}, nameof(Check))]
        [VanDerWaalsBond(nameof(Read), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(Guid id) => id.ToString();
            [Element("df", "validate")] public static int Check(string text) => text.Length;
        }
        """);
}
