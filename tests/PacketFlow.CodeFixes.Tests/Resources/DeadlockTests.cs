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

    [Fact]
    public async Task Covalent_bond_that_closes_a_circle_is_made_ionic() => await FixRun.One(
        "PKF6001",
        Transfer("CovalentBond(nameof(Debit), nameof(Credit), Resource = \"accounts\", Exclusive = true)"),
        Transfer("IonicBond(nameof(Debit), nameof(Credit))"),
        "PKF6001.ionic");

    private static string Transfer(string bond) => $$"""
        [Molecule("transfer")]
        [{{bond}}]
        public sealed partial class Transfer(IPacketFlowClient client)
        {
            [Element("cf", "debit")]
            public async Task<int> Debit(int amount, CancellationToken ct)
            {
                await client.SubmitAsync("rm", "write_ledger", amount, cancellationToken: ct);
                return amount;
            }

            [Element("cf", "credit")]
            public int Credit(int amount) => amount;
        }

        public sealed class Ledger(IPacketFlowClient client)
        {
            [Element("rm", "write_ledger", Resource = "ledger")]
            public async Task WriteAsync(int amount, CancellationToken ct) =>
                await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        }
        """;

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
