using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2005")]
public sealed class BondOutsideCompositionTests
{
    [Fact]
    public async Task Bond_to_a_name_that_nothing_has_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), {|PKF2005:"Chekc"|})]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check(string text) => text.Length;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Chekc' is no step of 'orders': write 'Check', or declare a method 'Chekc' with [Element] in 'Orders'");
    }

    [Fact]
    public async Task Bond_to_a_method_without_an_element_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), to: {|PKF2005:nameof(Check)|})]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            public static int Check(string text) => text.Length;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Check' is no step of 'orders': give the method an [Element]");
    }

    [Fact]
    public async Task Bond_to_a_step_of_a_base_class_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        public abstract class Base
        {
            public static int Check(string text) => text.Length;
        }

        [Molecule("orders")]
        [IonicBond(nameof(Read), {|PKF2005:nameof(Check)|})]
        public sealed partial class Orders : Base
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Check' is no step of 'orders': it is declared by 'Base', and a molecule has the steps of its own class alone: declare it here");
    }

    [Fact]
    public async Task Bond_to_a_compensation_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Charge), nameof(Ship))]
        [MetallicBond(nameof(Ship), {|PKF2005:nameof(Refund)|})]
        public sealed partial class Orders
        {
            [Element("df", "transform")] public static int Charge(string order) => order.Length;
            [Element("df", "consume")] public static void Ship(int amount) => _ = amount;
            [Compensates(nameof(Charge))] public static void Refund(string order) => _ = order;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Refund' is no step of 'orders': it undoes 'Charge', which is the step to name");
    }

    [Fact]
    public async Task Compensation_and_From_that_name_no_step_fires() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Check))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
            [Element("df", "validate")] public static int Check([From({|PKF2005:"Raed"|})] string text) => text.Length;
            [Compensates({|PKF2005:"Chekc"|})] public static void Undo(string text) => _ = text;
        }
        """);

    [Fact]
    public async Task Bond_by_text_to_steps_in_another_file_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond("Read", "Check")]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string Read(string path) => path;
        }
        """, """
        public sealed partial class Orders
        {
            [Element("df", "validate")] public static int Check(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Bond_of_a_nested_class_to_a_step_named_as_keyword_is_quiet() => await AnalyzerRun.Check("""
        public static partial class Outer<T>
        {
            public const string First = "Read";
        }

        public static partial class Container
        {
            [Molecule("orders")]
            [IonicBond(Outer<int>.First, nameof(@class))]
            public sealed partial class Orders
            {
                [Element("df", "produce")] public static string Read(string path) => path;
                [Element("df", "validate")] public static int @class(string text) => text.Length;
            }
        }
        """);
}
