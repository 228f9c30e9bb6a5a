using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4001")]
public sealed class PayloadNotEncodableTests
{
    [Theory]
    [InlineData("Action", "code does not travel")]
    [InlineData("System.IO.Stream", "a stream does not travel")]
    [InlineData("System.IO.MemoryStream", "a stream does not travel")]
    [InlineData("object", "use FlowValue")]
    [InlineData("int[,]", "use an array of arrays")]
    [InlineData("Tuple<int, int, int, int, int, int, int, Tuple<int>>", "use a record")]
    [InlineData("System.Collections.Frozen.FrozenDictionary<string, int>", "carry a Dictionary")]
    [InlineData("System.Collections.Concurrent.ConcurrentDictionary<string, int>", "carry a Dictionary")]
    [InlineData("System.Collections.Generic.SortedList<string, int>", "carry a Dictionary")]
    [InlineData("System.Collections.Frozen.FrozenSet<int>", "carry a HashSet")]
    [InlineData("System.Collections.Immutable.ImmutableSortedSet<int>", "carry a HashSet")]
    [InlineData("System.Collections.Concurrent.ConcurrentQueue<int>", "carry an array, a List")]
    [InlineData("System.Collections.ObjectModel.ObservableCollection<int>", "carry an array, a List")]
    [InlineData("System.Collections.BitArray", "carry an array, a List")]
    [InlineData("IAsyncEnumerable<int>", "a stream does not travel")]
    [InlineData("Own", "carry an array, a List")]
    [InlineData("OwnMap", "carry a Dictionary")]
    [InlineData("OwnSet", "carry a HashSet")]
    [InlineData("Four", "it has no form on the wire")]
    [InlineData("Closed", "none of what it holds is public")]
    [InlineData("Halved", "none of what it holds is public")]
    [InlineData("System.Threading.Timer", "it has no form on the wire")]
    public async Task Member_of_such_a_type_fires_at_the_member(string type, string reason)
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check($$"""
            public static class Orders
            {
                [Element("df", "order")]
                public static int Order(Order order) => order.Lines.Count;
            }

            public sealed record Order(List<Line> Lines);

            public sealed class Line
            {
                public {{type}}? {|PKF4001:Extra|} { get; set; }
            }

            public class Own : List<int>;
            public class OwnMap : Dictionary<string, int>;
            public class OwnSet : HashSet<int>;
            [System.Runtime.CompilerServices.InlineArray(4)] public struct Four { private int _first; }
            public class Closed { private int _value; public int Next() => _value++; }
            public class Halved { private int Value { get; set; } public int Half => Value / 2; }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldContain("of 'Order.Lines[].Extra' cannot be carried: ");
        diagnostic.GetMessage().ShouldContain(reason);
    }

    [Theory]
    [InlineData("Func<int>")]
    [InlineData("ReadOnlySpan<byte>")]
    [InlineData("object")]
    public async Task Payload_of_such_a_type_fires_where_the_handler_names_it(string type) => await AnalyzerRun.Check($$"""
        public static class Orders
        {
            [Element("df", "order")]
            public static int Order({|PKF4001:{{type}}|} order) => 1;
        }
        """);

    [Fact]
    public async Task Result_of_such_a_type_fires_where_the_handler_names_it() => await AnalyzerRun.Check("""
        public static class Orders
        {
            [Element("df", "order")]
            public static {|PKF4001:Task<IAsyncEnumerable<int>>|} Order(string order, CancellationToken cancellationToken) =>
                throw new InvalidOperationException(order);
        }
        """);

    [Fact]
    public async Task Member_that_several_elements_reach_fires_once_with_the_shortest_path()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Orders
            {
                [Element("df", "order_all")]
                public static int OrderAll(List<Order> orders) => orders.Count;

                [Element("df", "order")]
                public static int Order(Order order) => 1;
            }

            public sealed record Order(Action {|PKF4001:Done|});
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Action' of 'Order.Done' cannot be carried: code does not travel; carry the data that it works on");
    }

    [Theory]
    [InlineData("public Order(int total, string other) => Total = total + other.Length;", "Order")]
    public async Task Type_that_cannot_be_made_fires(string constructor, string place) => await AnalyzerRun.Check($$"""
        public static class Orders
        {
            [Element("df", "order")]
            public static int Order({|PKF4001:{{place}}|} order) => 1;
        }

        public sealed class Order
        {
            {{constructor}}

            public int Total { get; }
        }
        """);

    [Fact]
    public async Task Contract_fires_without_an_element() => await AnalyzerRun.Check("""
        [PacketContract]
        public sealed class Order
        {
            public Action? {|PKF4001:Done|} { get; set; }
        }
        """);

    [Fact]
    public async Task Types_that_can_be_carried_and_types_that_nobody_sends_are_quiet() => await AnalyzerRun.Check("""
        public static class Orders
        {
            [Element("df", "order")]
            public static FlowValue Order(Order order) => order.Extra;
        }

        public sealed record Order(Guid Id, Dictionary<string, Order?> Parts, FlowValue Extra, (int, string)[] Pairs)
        {
            [System.Text.Json.Serialization.JsonIgnore]
            public Action? Done { get; set; }

            private Action? _hidden = null;

            public bool IsHidden => _hidden is null;
        }

        public sealed record NeverSent(Action Done);

        [PacketContract]
        public sealed class Marker
        {
            private static int s_count;

            public static int Count => s_count++;
        }

        [PacketContract]
        public sealed class Cached
        {
            [System.Text.Json.Serialization.JsonIgnore]
            private int _cached;

            public int Next() => _cached++;
        }

        [PacketContract]
        public sealed class Basket
        {
            public List<string> Items { get; } = [];

            public Dictionary<string, int> Counts { get; } = [];
        }
        """);
}
