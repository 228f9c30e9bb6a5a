using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Resources;

[TestsRule("PKF6005")]
public sealed class WritersWithoutMergeTests
{
    [Fact]
    public async Task Two_writers_without_order_or_merge_fires()
    {
        Diagnostic diagnostic = (await Check("[{|PKF6005:CovalentBond(nameof(Debit), nameof(Credit), Resource = \"accounts\")|}]")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'Debit' and 'Credit' both write 'accounts', and nothing says what holds in the end: "
            + "set Exclusive if one may follow the other, or name a Merge");
    }

    [Theory]
    [InlineData("[CovalentBond(nameof(Debit), nameof(Credit), Resource = \"accounts\", Exclusive = true)]")]
    [InlineData("[CovalentBond(nameof(Debit), nameof(Credit), Resource = \"accounts\", Merge = nameof(Sum))]")]
    [InlineData("[CovalentBond(nameof(Debit), nameof(Check), Resource = \"accounts\")]")]
    public async Task Writers_in_turn_merged_ones_and_a_reader_is_quiet(string bond) => await Check(bond);

    private static Task<IReadOnlyList<Diagnostic>> Check(string bond) => AnalyzerRun.Check($$"""
        [Molecule("transfer")]
        {{bond}}
        [MetallicBond(nameof(Debit), nameof(Check))]
        [MetallicBond(nameof(Credit), nameof(Check))]
        public sealed partial class Transfer
        {
            [Element("cf", "debit")]
            public int Debit(int amount) => amount;

            [Element("cf", "credit")]
            public int Credit(int amount) => amount;

            [Element("df", "validate")]
            public int Check(int amount) => amount;

            private static int Sum(int a, int b) => a + b;
        }
        """);
}
