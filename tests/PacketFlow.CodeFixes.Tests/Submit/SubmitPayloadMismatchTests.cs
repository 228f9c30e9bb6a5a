namespace PacketFlow.CodeFixes.Tests.Submit;

[TestsRule("PKF3006")]
public sealed class SubmitPayloadMismatchTests
{
    [Fact]
    public async Task Untyped_submit_is_typed_and_its_payload_made() => await FixRun.One(
        "PKF3006",
        Source("await client.SubmitAsync(\"cf\", \"reserve\", \"order-1\", cancellationToken: ct);"),
        Source("await client.SubmitAsync(Elements.Cf.Reserve, new Order(\"order-1\"), cancellationToken: ct);"));

    [Fact]
    public async Task Payload_that_loses_nothing_but_digits_is_cast() => await FixRun.One(
        "PKF3006",
        Source("await client.SubmitAsync(\"df\", \"double_it\", 1.5 + 2);"),
        Source("await client.SubmitAsync(Elements.Df.DoubleIt, (int)(1.5 + 2));"));

    [Fact]
    public async Task Untyped_submits_are_typed_together() => await FixRun.All(
        "PKF3006",
        Source("await client.SubmitAsync(\"cf\", \"reserve\", \"a\"); await client.SubmitAsync(\"df\", \"double_it\", 2L);"),
        Source("await client.SubmitAsync(Elements.Cf.Reserve, new Order(\"a\")); await client.SubmitAsync(Elements.Df.DoubleIt, (int)(2L));"));

    [Fact]
    public async Task Payload_that_nothing_converts_is_left_to_the_compiler() => (await FixRun.Titles(
        "PKF3006", Source("await client.SubmitAsync(\"df\", \"double_it\", \"two\");"))).ShouldBe(["Submit through Elements.Df.DoubleIt"]);

    [Fact]
    public async Task Arguments_in_an_order_of_their_own_are_left_alone() => (await FixRun.Titles(
        "PKF3006", Source("await client.SubmitAsync(payload: \"two\", element: \"double_it\", group: \"df\");"))).ShouldBeEmpty();

    private static string Source(string statement) => $$"""
        public sealed record Order(string Id);

        public static class Orders
        {
            [Element("cf", "reserve")]
            public static void Reserve(Order order) => Console.WriteLine(order.Id);

            [Element("df", "double_it")]
            public static int Double(int value) => value * 2;
        }

        public sealed class Caller(IPacketFlowClient client)
        {
            public async Task CallAsync(CancellationToken ct)
            {
                ct.ThrowIfCancellationRequested();
                {{statement}}
            }
        }
        """;
}
