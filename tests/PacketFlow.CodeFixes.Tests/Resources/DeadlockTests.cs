namespace PacketFlow.CodeFixes.Tests.Resources;

[TestsRule("PKF6001")]
public sealed class DeadlockTests
{
    [Fact]
    public async Task Pair_of_lock_calls_that_closes_a_circle_is_swapped() => await FixRun.One(
        "PKF6001",
        Source(("accounts", "ledger"), ("ledger", "stock"), ("stock", "accounts")),
        Source(("accounts", "ledger"), ("ledger", "stock"), ("accounts", "stock")));

    [Fact]
    public async Task Pairs_that_close_circles_of_their_own_are_swapped_together() => await FixRun.All(
        "PKF6001",
        Source(("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x")),
        Source(("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z"), ("x", "z")));

    [Fact]
    public async Task Handlers_under_locks_are_left_alone() => (await FixRun.Titles("PKF6001", """
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("rm", "book_order", Resource = "orders")]
            public async Task BookAsync(int order, CancellationToken ct) => await client.SubmitAsync("rm", "audit", order, cancellationToken: ct);

            [Element("rm", "audit", Resource = "orders")]
            public int Audit(int order) => order;
        }
        """)).ShouldBeEmpty();

    private static string Source(params (string First, string Second)[] methods) => $$"""
        public sealed class Locks(IPacketFlowClient client)
        {
        {{string.Join("\n", methods.Select(static (method, number) => $$"""
                public async Task Run{{number}}Async(CancellationToken ct)
                {
                    await client.SubmitAsync("rm", "lock", "{{method.First}}", cancellationToken: ct);
                    await client.SubmitAsync("rm", "lock", "{{method.Second}}", cancellationToken: ct);
                }
            """))}}
        }
        """;
}
