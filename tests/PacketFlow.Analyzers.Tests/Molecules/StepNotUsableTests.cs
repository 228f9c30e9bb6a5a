using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Molecules;

[TestsRule("PKF2021")]
public sealed class StepNotUsableTests
{
    [Fact]
    public async Task Compensation_that_needs_a_result_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
        [Molecule("orders")]
        public sealed partial class Orders
        {
            [Element("df", "transform")] public static int Charge(string order) => order.Length;
            [Compensates(nameof(Charge))] public static void {|PKF2021:Refund|}(int amount) => _ = amount;
        }
        """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Refund' cannot be a step of 'orders': the result of the step that it undoes may never have arrived, so let that parameter be nullable");
    }

    [Fact]
    public async Task Two_steps_of_one_name_fires_at_both() => await AnalyzerRun.Check("""
        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Show))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static string {|PKF2021:Read|}(string path) => path;
            [Element("df", "transform")] public static void {|PKF2006:{|PKF2021:Read|}|}(string path, int number = 1) => _ = path + number;
            [Element("df", "filter")] public static void Show(string text) => _ = text;
        }
        """);

    [Fact]
    public async Task Nested_type_that_is_no_molecule_and_a_delay_with_a_body_fires() => await AnalyzerRun.Check("""
        public sealed class Plain;

        [Molecule("orders")]
        [VanDerWaalsBond(nameof(Wait), nameof(Run))]
        public sealed partial class Orders
        {
            [Delay(2)] public static void {|PKF2021:Wait|}() { }
            [Nested(typeof(Plain))] partial void {|PKF2021:Run|}();
        }
        """);

    [Fact]
    public async Task Steps_of_every_kind_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("payment")]
        public sealed partial class Payment
        {
            [Element("df", "transform")] public static void Charge(int amount) => _ = amount;
        }

        [Molecule("orders")]
        [IonicBond(nameof(Read), nameof(Wait))]
        [IonicBond(nameof(Wait), nameof(Pay))]
        [IonicBond(nameof(Read), nameof(Pay))]
        public sealed partial class Orders
        {
            [Element("df", "produce")] public static int Read(string path) => path.Length;
            [Compensates(nameof(Read))] public static void Forget(string path) => _ = path;
            [Substitutes(nameof(Read))] [Element("df", "produce")] public static int Guess(string path) => path.Length;
            [Delay(2)] partial void Wait();
            [Nested(typeof(Payment))] partial void Pay(int amount);
        }
        """);
}
