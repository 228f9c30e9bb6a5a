namespace PacketFlow.CodeFixes.Tests.Resources;

[TestsRule("PKF6004")]
public sealed class UnnamedResourceTests
{
    [Theory]
    [InlineData("[CovalentBond(nameof(TakeOut), nameof(PutIn), Exclusive = true)]", "[CovalentBond(nameof(TakeOut), nameof(PutIn), Exclusive = true, Resource = \"take_out_put_in\")]")]
    [InlineData("[CovalentBond(nameof(TakeOut), nameof(PutIn), Resource = \"\", Exclusive = true)]", "[CovalentBond(nameof(TakeOut), nameof(PutIn), Resource = \"take_out_put_in\", Exclusive = true)]")]
    public async Task Resource_is_named_after_the_steps(string before, string after) =>
        await FixRun.One("PKF6004", Source(before), Source(after), "PKF6004.Resource");

    [Fact]
    public async Task Resources_are_named_together() => await FixRun.All(
        "PKF6004",
        Source("""
            [CovalentBond(nameof(TakeOut), nameof(PutIn), Exclusive = true)]
            [CovalentBond(nameof(PutIn), nameof(Check), Exclusive = true)]
            """),
        Source("""
            [CovalentBond(nameof(TakeOut), nameof(PutIn), Exclusive = true, Resource = "take_out_put_in")]
            [CovalentBond(nameof(PutIn), nameof(Check), Exclusive = true, Resource = "put_in_check")]
            """),
        "PKF6004.Resource");

    private static string Source(string bonds) => $$"""
        [Molecule("transfer")]
        {{bonds}}
        public sealed partial class Transfer
        {
            [Element("cf", "take_out")]
            public int TakeOut(int amount) => amount;

            [Element("cf", "put_in")]
            public int PutIn(int amount) => amount;

            [Element("df", "validate")]
            public int Check(int amount) => amount;
        }
        """;
}
