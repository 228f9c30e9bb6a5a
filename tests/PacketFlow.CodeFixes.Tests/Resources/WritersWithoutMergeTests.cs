namespace PacketFlow.CodeFixes.Tests.Resources;

[TestsRule("PKF6005")]
public sealed class WritersWithoutMergeTests
{
    [Fact]
    public async Task Bond_is_made_exclusive() => await FixRun.One(
        "PKF6005", Source("Resource = \"accounts\""), Source("Resource = \"accounts\", Exclusive = true"), "PKF6005.Exclusive");

    [Fact]
    public async Task Merge_is_written() => await FixRun.One(
        "PKF6005",
        Source("Resource = \"accounts\""),
        Source("Resource = \"accounts\", Merge = nameof(MergeDebitAndCredit)", """


                private static Account MergeDebitAndCredit(Account first, Account second) => throw new System.NotImplementedException();
            """),
        "PKF6005.Merge");

    [Fact]
    public async Task Bonds_are_made_exclusive_together() => await FixRun.All(
        "PKF6005",
        Source("Resource = \"accounts\"") + "\n" + Source("Resource = \"stock\"").Replace("Account", "Item").Replace("Transfer", "Move").Replace("transfer", "move_items").Replace("debit", "reduction"),
        Source("Resource = \"accounts\", Exclusive = true") + "\n" + Source("Resource = \"stock\", Exclusive = true").Replace("Account", "Item").Replace("Transfer", "Move").Replace("transfer", "move_items").Replace("debit", "reduction"),
        "PKF6005.Exclusive");

    [Fact]
    public async Task Steps_that_give_different_types_are_left_without_a_merge() => (await FixRun.Titles(
        "PKF6005", Source("Resource = \"accounts\"").Replace("Account Credit(Account account) => account", "int Credit(Account account) => account.Balance")))
        .ShouldBe(["Set Exclusive = true"]);

    private static string Source(string options, string more = "") => $$"""
        public sealed record Account(int Balance);

        [Molecule("transfer")]
        [CovalentBond(nameof(Debit), nameof(Credit), {{options}})]
        public sealed partial class Transfer
        {
            [Element("cf", "debit")]
            public Account Debit(Account account) => account;

            [Element("cf", "credit")]
            public Account Credit(Account account) => account;{{more}}
        }
        """;
}
