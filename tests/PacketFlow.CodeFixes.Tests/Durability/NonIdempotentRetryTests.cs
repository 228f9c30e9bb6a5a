namespace PacketFlow.CodeFixes.Tests.Durability;

[TestsRule("PKF5006")]
public sealed class NonIdempotentRetryTests
{
    [Fact]
    public async Task Retries_are_taken_away_where_that_is_chosen() => await FixRun.One(
        "PKF5006", Append("Retries = 3"), Append("Retries = 0"), "PKF5006.NoRetry");

    [Fact]
    public async Task Element_is_said_to_be_idempotent() => await FixRun.One(
        "PKF5006", Append("Retries = 3, Idempotent = false"), Append("Retries = 3, Idempotent = true"), "PKF5006.Idempotent");

    [Theory]
    [InlineData("string order", "string order, AtomContext context", "context")]
    [InlineData("string order, CancellationToken ct", "string order, AtomContext context, CancellationToken ct", "context")]
    [InlineData("string order, AtomContext atom", "string order, AtomContext atom", "atom")]
    public async Task Submit_is_sent_with_the_atoms_key(string before, string after, string context) => await FixRun.One(
        "PKF5006", Submit(before, "client"), Submit(after, $"{context}.Client"), "PKF5006.Key");

    [Fact]
    public async Task Several_elements_are_said_to_be_idempotent_together() => await FixRun.All(
        "PKF5006",
        Append("Retries = 3") + "\n" + Submit("string order", "client"),
        Append("Retries = 3, Idempotent = true") + "\n" + Submit("string order", "client").Replace("Retries = 2", "Retries = 2, Idempotent = true"),
        "PKF5006.Idempotent");

    [Fact]
    public async Task Effect_that_is_no_submit_has_two_ways_out() => (await FixRun.Titles("PKF5006", Append("Retries = 3"))).Order(StringComparer.Ordinal)
        .ShouldBe(["Set Idempotent = true", "Set Retries = 0"]);

    private static string Append(string options) => $$"""
        public static class Journal
        {
            [Element("cf", "journal", {{options}})]
            public static void Write(string text) => System.IO.File.AppendAllText("journal", text);
        }
        """;

    private static string Submit(string parameters, string client) => $$"""
        public sealed class Shop(IPacketFlowClient client)
        {
            public IPacketFlowClient Client => client;

            [Element("cf", "reserve")]
            public static void Reserve(string order) => System.Console.WriteLine(order);

            [Element("cf", "order", Retries = 2)]
            public void Order({{parameters}}) => {{client}}.SubmitAsync("cf", "reserve", order).AsTask().Wait();
        }
        """;
}
