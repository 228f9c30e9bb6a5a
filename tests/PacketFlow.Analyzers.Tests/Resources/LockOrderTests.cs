using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Resources;

[TestsRule("PKF6002")]
public sealed class LockOrderTests
{
    [Fact]
    public async Task Two_methods_that_take_two_locks_the_other_way_round_fires()
    {
        Diagnostic diagnostic = (await Check(
            """
            await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
            await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
            """,
            """
            await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
            await {|PKF6002:client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct)|};
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'Locks.BAsync' takes 'ledger' before 'accounts', but 'Locks.AAsync' takes 'accounts' before 'ledger': take them in one order");
        diagnostic.AdditionalLocations.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Locks_by_typed_references_and_by_payloads_that_name_them_fires() => await Check(
        """
        await client.SubmitAsync(Lock, new LockRequest("accounts"), ct);
        await client.SubmitAsync(Allocate, new LockRequest("ledger") { Seconds = 3 }, ct);
        """,
        """
        await client.TrySubmitAsync(Lock, new LockRequest("ledger"), cancellationToken: ct);
        await {|PKF6002:client.SubmitAsync(Lock, new LockRequest(Seconds: 1, Resource: "accounts"), ct)|};
        """);

    [Fact]
    public async Task Locks_in_branches_and_try_blocks_fires() => await Check(
        """
        if (ct.CanBeCanceled)
        {
            await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        }

        await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
        """,
        """
        try
        {
            await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
            await {|PKF6002:client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct)|};
        }
        finally
        {
            await client.SubmitAsync("rm", "release", "ledger", cancellationToken: ct);
        }
        """);

    [Fact]
    public async Task Molecules_whose_steps_lock_the_other_way_round_fires() => await AnalyzerRun.Check("""
        [Molecule("pay_in")]
        [IonicBond(nameof(LockA), nameof(LockB))]
        [IonicBond(nameof(LockB), nameof(Free))]
        public sealed partial class PayIn
        {
            [Element("rm", "lock", Resource = "accounts")]
            public int LockA(int value) => value;

            [Element("rm", "lock", Resource = "ledger")]
            public int LockB(int value) => value;

            [Element("rm", "release", Resource = "accounts")]
            public int Free(int value) => value;
        }

        [Molecule("pay_out")]
        [IonicBond(nameof(LockB), nameof(LockA))]
        public sealed partial class PayOut
        {
            [Element("rm", "lock", Resource = "ledger")]
            public int LockB(int value) => value;

            [Element("rm", "lock", Resource = "accounts")]
            public int {|PKF6002:LockA|}(int value) => value;
        }
        """);

    [Fact]
    public async Task Lock_that_is_released_before_the_next_is_quiet() => await Check(
        """
        await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
        """,
        """
        await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
        try
        {
            ct.ThrowIfCancellationRequested();
        }
        finally
        {
            await client.SubmitAsync("rm", "release", "ledger", cancellationToken: ct);
        }

        await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        """);

    [Fact]
    public async Task Locks_in_branches_that_exclude_each_other_is_quiet() => await Check(
        """
        await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
        """,
        """
        if (ct.CanBeCanceled)
        {
            await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
        }
        else
        {
            await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
        }
        """);

    [Fact]
    public async Task Lock_steps_released_in_between_or_side_by_side_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("pay_in")]
        [IonicBond(nameof(LockA), nameof(LockB))]
        public sealed partial class PayIn
        {
            [Element("rm", "lock", Resource = "accounts")]
            public int LockA(int value) => value;

            [Element("rm", "lock", Resource = "ledger")]
            public int LockB(int value) => value;
        }

        [Molecule("pay_out")]
        [IonicBond(nameof(LockB), nameof(FreeB))]
        [IonicBond(nameof(FreeB), nameof(LockA))]
        public sealed partial class PayOut
        {
            [Element("rm", "lock", Resource = "ledger")]
            public int LockB(int value) => value;

            [Element("rm", "release", Resource = "ledger")]
            public int FreeB(int value) => value;

            [Element("rm", "lock", Resource = "accounts")]
            public int LockA(int value) => value;
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> Check(string first, string second) => AnalyzerRun.Check($$"""
        public sealed record LockRequest(string Resource, int Seconds = 0)
        {
            public int Seconds { get; init; } = Seconds;
        }

        public sealed class Locks(IPacketFlowClient client)
        {
            private static readonly Element<LockRequest, Nothing> Lock = new(AtomGroup.Rm, "lock");

            private static readonly Element<LockRequest, Nothing> Allocate = new(AtomGroup.Rm, "allocate");

            public static object All => (Lock, Allocate);

            public async Task AAsync(CancellationToken ct)
            {
                {{first}}
            }

            public async Task BAsync(CancellationToken ct)
            {
                {{second}}
            }
        }
        """);
}
