using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Durability;

[TestsRule("PKF5007")]
public sealed class StepWritesMemberTests
{
    [Fact]
    public async Task Step_that_sets_a_field_fires()
    {
        Diagnostic diagnostic = (await Check("{|PKF5007:_total|} = order.Length;")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "Step 'Price' writes '_total', but each try runs on a new 'Checkout', in any process: "
            + "return the value and take it as a parameter where it is needed");
    }

    [Theory]
    [InlineData("{|PKF5007:_total|}++;")]
    [InlineData("{|PKF5007:this._total|} += 2;")]
    [InlineData("{|PKF5007:Name|} = order;")]
    [InlineData("{|PKF5007:Name|} ??= order;")]
    [InlineData("{|PKF5007:seed|} = 2;")]
    [InlineData("(_, {|PKF5007:_total|}) = (1, 2);")]
    [InlineData("int.TryParse(order, out {|PKF5007:_total|});")]
    [InlineData("Interlocked.Increment(ref {|PKF5007:_total|});")]
    [InlineData("{|PKF5007:_place.X|} = 2;")]
    [InlineData("{|PKF5007:Changed|} += static () => { };")]
    [InlineData("Action later = () => {|PKF5007:_total|} = 2; later();")]
    [InlineData("Keep(order); void Keep(string text) => {|PKF5007:Name|} = text;")]
    public async Task Write_of_any_kind_fires(string statement) => await Check(statement);

    [Fact]
    public async Task Write_in_a_method_that_steps_call_fires_once() => await AnalyzerRun.Check("""
        [Molecule("checkout")]
        [IonicBond(nameof(Price), nameof(Pay))]
        public sealed partial class Checkout
        {
            private int _total;

            [Element("df", "price")]
            public int Price(string order) => Remember(order.Length);

            [Element("cf", "payment")]
            public int Pay(int price) => Remember(price);

            private int Remember(int value) => {|PKF5007:_total|} = value;
        }
        """);

    [Theory]
    [InlineData("int total = 0; total++; order = order.Trim();")]
    [InlineData("_log.Add(order);")]
    [InlineData("s_count++;")]
    [InlineData("var other = new Checkout(1) { Name = order }; other.Name = order;")]
    [InlineData("int read = _total + seed; Name.Trim();")]
    [InlineData("_marks[0] = 1;")]
    [InlineData("var moved = _place with { X = 2 };")]
    public async Task What_is_not_written_to_the_instance_is_quiet(string statement) => await Check(statement);

    [Fact]
    public async Task Constructor_and_methods_that_are_no_steps_together_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("checkout")]
        public sealed partial class Checkout
        {
            private int _total;

            public Checkout() => _total = 1;

            public void Reset() => _total = 0;

            [Element("df", "price")]
            public int Price(string order) => order.Length + _total;
        }

        public sealed class Counter
        {
            private int _count;

            [Element("df", "count")]
            public int Count(string text) => _count += text.Length;
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> Check(string statement) => AnalyzerRun.Check($$"""
        public struct Place
        {
            public int X;
        }

        [Molecule("checkout")]
        public sealed partial class Checkout(int seed)
        {
            private static int s_count;
            private readonly List<string> _log = [];
            private readonly int[] _marks = new int[4];
            private int _total;
            private Place _place;

            public event Action? Changed;

            public string? Name { get; set; } = seed.ToString();

            [Element("df", "price")]
            public int Price(string order)
            {
                {{statement}}
                return order.Length;
            }
        }
        """);
}
