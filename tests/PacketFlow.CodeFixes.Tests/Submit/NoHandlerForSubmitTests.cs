namespace PacketFlow.CodeFixes.Tests.Submit;

[TestsRule("PKF3007")]
public sealed class NoHandlerForSubmitTests
{
    private static readonly UserProject Program = new() { IsProgram = true, ReferencesRuntime = true };

    private const string Before = """
        IPacketFlowClient client = null!;
        await client.SubmitAsync("df", "word_count", "text");

        public static class Texts
        {
            [Element("df", "greeting")]
            public static string Greet(string name) => name;
        }
        """;

    [Fact]
    public async Task Handler_is_added_behind_the_program() => await FixRun.One("PKF3007", Before, Before + """


        internal static class WordCountHandler
        {
            [Element("df", "word_count")]
            public static FlowValue WordCount(string payload) => throw new System.NotImplementedException();
        }
        """, like: Program);

    [Fact]
    public async Task Handlers_are_added_once_each_in_the_namespace_together() => await FixRun.All(
        "PKF3007",
        """
        namespace Shop
        {
            public sealed record Order(string Id);

            public sealed class Caller(IPacketFlowClient client)
            {
                [Element("df", "greeting")]
                public static string Greet(string name) => name;

                public async Task CallAsync()
                {
                    await client.SubmitAsync(new Element<Order, int>(AtomGroup.Cf, "ship_order"), new Order("1"));
                    await client.SubmitAsync(new Element<Order, int>(AtomGroup.Cf, "ship_order"), new Order("2"));
                    await client.SubmitAsync(new Element<Nothing, Nothing>(AtomGroup.Cf, "clear_all"), default);
                }
            }

            public static class Program
            {
                public static void Main() => Console.WriteLine();
            }
        }
        """,
        """
        namespace Shop
        {
            public sealed record Order(string Id);

            public sealed class Caller(IPacketFlowClient client)
            {
                [Element("df", "greeting")]
                public static string Greet(string name) => name;

                public async Task CallAsync()
                {
                    await client.SubmitAsync(new Element<Order, int>(AtomGroup.Cf, "ship_order"), new Order("1"));
                    await client.SubmitAsync(new Element<Order, int>(AtomGroup.Cf, "ship_order"), new Order("2"));
                    await client.SubmitAsync(new Element<Nothing, Nothing>(AtomGroup.Cf, "clear_all"), default);
                }
            }

            public static class Program
            {
                public static void Main() => Console.WriteLine();
            }

            internal static class ShipOrderHandler
            {
                [Element("cf", "ship_order")]
                public static int ShipOrder(Order payload) => throw new System.NotImplementedException();
            }

            internal static class ClearAllHandler
            {
                [Element("cf", "clear_all")]
                public static void ClearAll() => throw new System.NotImplementedException();
            }
        }
        """,
        like: Program);
}
