namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2012")]
public sealed class MoleculeTooLargeTests
{
    [Fact]
    public async Task Molecule_of_more_than_fifty_steps_fires() => await AnalyzerRun.Check(Molecule(51, "{|PKF2012:Orders|}"));

    [Fact]
    public async Task Molecule_of_fifty_steps_is_quiet() => await AnalyzerRun.Check(Molecule(50, "Orders"));

    [Theory]
    [InlineData("2", "{|PKF2012:Orders|}")]
    [InlineData("3", "Orders")]
    [InlineData("-1", "Orders")]
    [InlineData("few", "Orders")]
    public async Task Limit_of_the_editorconfig_holds(string limit, string name) => await AnalyzerRun.Check(UserProject.Of(Molecule(3, name)) with
    {
        Settings = new Dictionary<string, string> { ["packetflow.max_molecule_steps"] = limit },
    });

    private static string Molecule(int steps, string name)
    {
        IEnumerable<string> bonds = Enumerable.Range(1, steps - 1).Select(static step => $"[IonicBond(nameof(Step{step - 1}), nameof(Step{step}))]");
        IEnumerable<string> methods = Enumerable.Range(0, steps)
            .Select(static step => $"    [Element(\"df\", \"transform\")] public static int Step{step}(int value) => value;");
        return $$"""
            [Molecule("orders")]
            {{string.Join('\n', bonds)}}
            public sealed partial class {{name}}
            {
            {{string.Join('\n', methods)}}
            }
            """;
    }
}
