using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Submit;

[TestsRule("PKF3006")]
public sealed class SubmitPayloadMismatchTests
{
    private const string Handlers = """
        public sealed record Order(string Id);
        public sealed record RushOrder(string Id, int Days);

        [PacketContract]
        public sealed record Untyped(List<int> Numbers, Dictionary<string, string> Texts);

        public static class Orders
        {
            [Element("df", "count", Aliases = ["length"])]
            public static int Count(string text) => text.Length;

            [Element("cf", "reserve")]
            public static void Book(Order order) => System.Console.WriteLine(order);

            [Element("df", "sum_up")]
            public static long Sum(long[] numbers) => numbers.Sum();

            [Element("cf", "clear_all")]
            public static void Reset() => System.Console.Clear();

            [Element("df", "whatever")]
            public static FlowValue Any(FlowValue value) => value;
        }
        """;

    [Fact]
    public async Task Payload_of_another_type_fires()
    {
        Diagnostic diagnostic = (await Check("await client.SubmitAsync(\"cf\", \"reserve\", {|PKF3006:\"order-1\"|}, cancellationToken: ct);")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'cf:reserve' takes 'Order', but this submits 'string': submit a 'Order', through the typed client 'Elements.Cf.Reserve' that checks it");
    }

    [Fact]
    public async Task Payload_to_an_alias_fires() => await Check("await client.SubmitAsync(\"df\", \"length\", {|PKF3006:42|}, cancellationToken: ct);");

    [Fact]
    public async Task Payload_to_names_that_are_constants_elsewhere_fires() => await AnalyzerRun.Check(Handlers, """
        public static class Names
        {
            public const string Flow = "df";
            public const string Count = "count";
        }

        public sealed class Caller(IPacketFlowClient client)
        {
            public ValueTask<FlowValue> RunAsync(CancellationToken ct) =>
                client.SubmitAsync(payload: {|PKF3006:1.5|}, element: Names.Count, group: Names.Flow, cancellationToken: ct);
        }
        """);

    [Fact]
    public async Task Payload_in_a_program_without_a_class_fires() => await AnalyzerRun.Check(new UserProject
    {
        IsProgram = true,
        Silenced = ["PKF8001", "PKF9005"], // how a host is made is another rule's matter
        Sources = [("Program.cs", $$"""
            IPacketFlowClient client = null!;
            await client.SubmitAsync("df", "count", {|PKF3006:42|});

            {{Handlers}}
            """)],
    });

    [Theory]
    [InlineData("\"df\", \"count\", \"text\"")]
    [InlineData("\"cf\", \"reserve\", new Order(\"order-1\")")]
    [InlineData("\"df\", \"sum_up\", new List<int> { 1, 2 }")]
    [InlineData("\"df\", \"whatever\", 42")]
    [InlineData("\"cf\", \"clear_all\", 42")]
    [InlineData("\"cf\", \"reserve\", FlowValue.Nil")]
    [InlineData("\"cf\", \"reserve\", new Dictionary<string, string> { [\"id\"] = \"order-1\" }")]
    [InlineData("\"cf\", \"elsewhere\", 42")]
    public async Task Payload_that_fits_or_may_fit_is_quiet(string arguments) =>
        await Check($"await client.SubmitAsync({arguments}, cancellationToken: ct);");

    [Fact]
    public async Task Payload_whose_type_or_target_is_known_at_run_time_only_is_quiet() => await AnalyzerRun.Check(Handlers, """
        public sealed class Caller(IPacketFlowClient client)
        {
            public ValueTask<FlowValue> RunAsync<T>(T payload, CancellationToken ct) => client.SubmitAsync("df", "count", payload, cancellationToken: ct);

            public ValueTask<FlowValue> RunAsync(string element, CancellationToken ct) => client.SubmitAsync("df", element, 42, cancellationToken: ct);
        }
        """);

    [Fact]
    public async Task Method_of_the_same_name_elsewhere_is_quiet() => await AnalyzerRun.Check(Handlers, """
        public sealed class Caller
        {
            public Task SubmitAsync(string group, string element, int payload) => Task.FromResult(group + element + payload);

            public Task RunAsync() => SubmitAsync("df", "count", 42);
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> Check(string statement) => AnalyzerRun.Check(Handlers, $$"""
        public sealed class Caller(IPacketFlowClient client)
        {
            public async Task RunAsync(CancellationToken ct)
            {
                {{statement}}
            }
        }
        """);
}
