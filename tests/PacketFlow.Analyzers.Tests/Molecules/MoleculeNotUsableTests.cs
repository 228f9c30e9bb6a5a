using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2020")]
public sealed class MoleculeNotUsableTests
{
    [Fact]
    public async Task Class_that_is_not_partial_or_inside_one_that_is_not_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed class {|PKF2020:Orders|}
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }

        public static class Container
        {
            [Molecule("texts")]
            public sealed partial class {|PKF2020:Texts|}
            {
                [Element("df", "produce")] public static string Read(string path) => path;
            }
        }
        """);

    [Fact]
    public async Task Name_that_is_not_safe_on_the_wire_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule({|PKF2020:"User Orders"|})]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Orders' cannot be a molecule: the name 'User Orders' is not safe on the wire, so write it in lower case, without white space, ':', '@' and '/'");
    }

    [Fact]
    public async Task Generic_class_whose_only_step_is_a_delay_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class {|PKF2020:Orders|}<T>
        {
            [Delay(2)] partial void Wait();
        }
        """);

    [Fact]
    public async Task Partial_class_inside_partial_types_is_quiet() => await AnalyzerRun.Check("""
        namespace Shop
        {
            public partial record Container
            {
                public partial interface IPart
                {
                    [Molecule("orders")]
                    public sealed partial class Orders
                    {
                        [Element("df", "produce")] public static string Read(string path) => path;
                    }
                }
            }
        }
        """);
}
