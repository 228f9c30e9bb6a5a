namespace PacketFlow.CodeFixes.Tests.Resources;

[TestsRule("PKF6002")]
public sealed class LockOrderTests
{
    private const string Accounts = "await client.SubmitAsync(\"rm\", \"lock\", \"accounts\", cancellationToken: ct);";
    private const string Ledger = "await client.SubmitAsync(\"rm\", \"lock\", \"ledger\", cancellationToken: ct);";
    private const string Stock = "await client.SubmitAsync(\"rm\", \"lock\", \"stock\", cancellationToken: ct);";

    [Fact]
    public async Task Lock_calls_that_go_against_another_place_is_swapped() => await FixRun.One(
        "PKF6002",
        Source((Accounts, Ledger), (Ledger, Accounts), (Accounts, Stock)),
        Source((Accounts, Ledger), (Accounts, Ledger), (Accounts, Stock)));

    [Fact]
    public async Task Lock_steps_of_a_molecule_is_swapped_in_its_bonds() => await FixRun.One(
        "PKF6002",
        Molecule("PayIn", "nameof(LockA)", "nameof(LockB)") + Molecule("PayOut", "nameof(LockB)", "nameof(LockA)"),
        Molecule("PayIn", "nameof(LockA)", "nameof(LockB)") + Molecule("PayOut", "nameof(LockA)", "nameof(LockB)"));

    [Fact]
    public async Task Places_in_knots_of_their_own_are_swapped_together() => await FixRun.All(
        "PKF6002",
        Source((Accounts, Ledger), (Ledger, Accounts), (Stock, Stock.Replace("stock", "bins")), (Stock.Replace("stock", "bins"), Stock)),
        Source((Accounts, Ledger), (Accounts, Ledger), (Stock.Replace("stock", "bins"), Stock), (Stock.Replace("stock", "bins"), Stock)));

    [Fact]
    public async Task Lock_calls_with_work_between_them_are_left_alone() => (await FixRun.Titles(
        "PKF6002", Source((Accounts, Ledger), (Ledger, "ct.ThrowIfCancellationRequested(); " + Accounts), (Accounts, Stock)))).ShouldBeEmpty();

    private static string Source(params (string First, string Second)[] methods) => $$"""
        public sealed class Locks(IPacketFlowClient client)
        {
        {{string.Join("\n", methods.Select(static (method, number) => $$"""
                public async Task Run{{number}}Async(CancellationToken ct)
                {
                    {{method.First}}
                    {{method.Second}}
                }
            """))}}
        }
        """;

    private static string Molecule(string name, string first, string second) => $$"""
        [Molecule("{{name.ToLowerInvariant()}}")]
        [IonicBond({{first}}, {{second}})]
        public sealed partial class {{name}}
        {
            [Element("rm", "lock", Resource = "accounts")]
            public int LockA(int value) => value;

            [Element("rm", "lock", Resource = "ledger")]
            public int LockB(int value) => value;
        }

        """;
}
