using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2007")]
public sealed class EmptyMoleculeTests
{
    [Fact]
    public async Task Molecule_without_a_step_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class {|PKF2007:Orders|}
        {
            public static string Read(string path) => path;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'orders' has no step, so there is nothing to run: give a method of 'Orders' an [Element]");
    }

    [Fact]
    public async Task Molecule_whose_steps_are_in_another_file_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders;
        """, """
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }
        """);
}
