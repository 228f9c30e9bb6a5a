using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Resources;

[TestsRule("PKF6001")]
public sealed class DeadlockTests
{
    [Fact]
    public async Task Three_methods_that_hold_in_a_circle_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public sealed class Locks(IPacketFlowClient client)
            {
                public async Task AAsync(CancellationToken ct)
                {
                    await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
                    await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
                }

                public async Task BAsync(CancellationToken ct)
                {
                    await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
                    await client.SubmitAsync("rm", "lock", "stock", cancellationToken: ct);
                }

                public async Task CAsync(CancellationToken ct)
                {
                    await client.SubmitAsync("rm", "lock", "stock", cancellationToken: ct);
                    await {|PKF6001:client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct)|};
                }
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "Possible deadlock accounts → ledger → stock → accounts: 'Locks.AAsync' holds 'accounts' while it awaits 'ledger', "
            + "'Locks.BAsync' holds 'ledger' while it awaits 'stock', 'Locks.CAsync' holds 'stock' while it awaits 'accounts'; "
            + "release one before you await the next, or take them in one order everywhere");
        diagnostic.AdditionalLocations.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Handlers_under_locks_that_await_each_other_fires() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            private static readonly Element<int, int> Pack = new(AtomGroup.Rm, "pack_order");

            [Element("rm", "book_order", Resource = "orders")]
            public async Task<int> BookAsync(int order, CancellationToken ct) => await client.SubmitAsync(Pack, order, ct);

            [Element("rm", "pack_order", Resource = "stock")]
            public async Task<int> PackAsync(int order, CancellationToken ct)
            {
                await {|PKF6001:client.SubmitAsync("rm", "audit", order, cancellationToken: ct)|};
                return order;
            }

            [Element("rm", "audit", Resource = "orders")]
            public int Audit(int order) => order;
        }
        """);

    [Fact]
    public async Task Handler_that_reaches_its_own_lock_fires() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("rm", "book_order", Resource = "orders")]
            public Task<int> BookAsync(int order, CancellationToken ct) => {|PKF6001:StoreAsync(order, ct)|};

            private async Task<int> StoreAsync(int order, CancellationToken ct)
            {
                await client.SubmitAsync("df", "relay", order, cancellationToken: ct);
                return order;
            }

            [Element("df", "relay")]
            public async Task RelayAsync(int order, CancellationToken ct) => await client.SubmitAsync("rm", "audit", order, cancellationToken: ct);

            [Element("rm", "audit", Resource = "orders")]
            public int Audit(int order) => order;
        }
        """);

    [Fact]
    public async Task Step_under_a_covalent_lock_that_submits_fires() => await AnalyzerRun.Check("""
        [Molecule("transfer")]
        [CovalentBond(nameof(Debit), nameof(Credit), Resource = "accounts", Exclusive = true)]
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
                await {|PKF6001:client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct)|};
        }
        """);

    [Fact]
    public async Task Nested_molecules_under_covalent_locks_fires() => await AnalyzerRun.Check("""
        [Molecule("outer")]
        [CovalentBond(nameof(Inner), nameof(Note), Resource = "a", Exclusive = true)]
        public sealed partial class Outer
        {
            [Nested(typeof(Middle))]
            partial void Inner(int value);

            [Element("cf", "take_note")]
            public int Note(int value) => value;
        }

        [Molecule("middle")]
        [IonicBond(nameof(Take), nameof(Give))]
        public sealed partial class Middle
        {
            [Element("rm", "lock", Resource = "b")]
            public int Take(int value) => value;

            [Element("rm", "release", Resource = "b")]
            public int Give(int value) => value;
        }

        public sealed class Elsewhere(IPacketFlowClient client)
        {
            [Element("rm", "write_b", Resource = "b")]
            public async Task WriteAsync(int value, CancellationToken ct) =>
                await {|PKF6001:client.SubmitAsync("rm", "lock", "a", cancellationToken: ct)|};
        }
        """);

    [Fact]
    public async Task Lock_that_is_taken_twice_fires() => await AnalyzerRun.Check("""
        public sealed class Locks(IPacketFlowClient client)
        {
            public async Task RunAsync(CancellationToken ct)
            {
                await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
                await {|PKF6001:client.SubmitAsync("rm", "lk", "accounts", cancellationToken: ct)|};
            }
        }
        """);

    [Fact]
    public async Task Same_order_everywhere_is_quiet() => await AnalyzerRun.Check("""
        public sealed class Locks(IPacketFlowClient client)
        {
            public async Task AAsync(CancellationToken ct)
            {
                await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
                await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
            }

            public async Task BAsync(CancellationToken ct)
            {
                await client.SubmitAsync("rm", "lock", "accounts", cancellationToken: ct);
                await client.SubmitAsync("rm", "lock", "stock", cancellationToken: ct);
                await client.SubmitAsync("rm", "lock", "ledger", cancellationToken: ct);
            }
        }
        """);

    [Fact]
    public async Task Covalent_bonds_alone_is_quiet() => await AnalyzerRun.Check("""
        [Molecule("transfer")]
        [CovalentBond(nameof(A), nameof(B), Resource = "x", Exclusive = true)]
        [CovalentBond(nameof(B), nameof(C), Resource = "y", Exclusive = true)]
        [CovalentBond(nameof(C), nameof(A), Resource = "z", Exclusive = true)]
        public sealed partial class Transfer
        {
            [Element("cf", "first")]
            public int A(int amount) => amount;

            [Element("cf", "second")]
            public int B(int amount) => amount;

            [Element("cf", "third")]
            public int C(int amount) => amount;
        }
        """);

    [Fact]
    public async Task Submit_that_is_not_awaited_under_a_lock_is_quiet() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("rm", "book_order", Resource = "orders")]
            public int Book(int order)
            {
                _ = client.SubmitAsync("rm", "audit", order);
                return order;
            }

            [Element("rm", "audit", Resource = "orders")]
            public int Audit(int order) => order;
        }
        """);

    [Fact]
    public async Task Lock_whose_name_is_in_the_payload_is_quiet() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("rm", "book_order", Resource = "length")]
            public async Task<int> BookAsync(string order, CancellationToken ct)
            {
                await client.SubmitAsync("rm", "audit", order, cancellationToken: ct);
                return order.Length;
            }

            [Element("rm", "audit", Resource = "length")]
            public int Audit(string order) => order.Length;
        }
        """);

    [Fact]
    public async Task Loop_that_tries_until_it_has_the_lock_is_quiet() => await AnalyzerRun.Check("""
        public sealed class Locks(IPacketFlowClient client)
        {
            private static readonly Element<string, bool> Lock = new(AtomGroup.Rm, "lock");

            public async Task RunAsync(CancellationToken ct)
            {
                while (!(await client.TrySubmitAsync(Lock, "accounts", cancellationToken: ct)).IsSuccess)
                {
                    ct.ThrowIfCancellationRequested();
                }
            }
        }
        """);
}
