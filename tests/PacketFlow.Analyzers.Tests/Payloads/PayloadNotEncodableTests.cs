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
    [InlineData("(int, int, int, int, int, int, int, int)", "use a record")]
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
        """);
}
