using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Resources;

[TestsRule("PKF6004")]
public sealed class UnnamedResourceTests
{
    [Fact]
    public async Task Bond_without_a_resource_fires()
    {
        Diagnostic diagnostic = (await Check("[{|PKF6004:CovalentBond(nameof(Debit), nameof(Credit), Exclusive = true)|}]")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'Debit' and 'Credit' share a resource, but the bond does not name it: set Resource to the name that all who use it use");
    }

    [Theory]
    [InlineData("Resource = \"\"")]
    [InlineData("Resource = \"  \"")]
    [InlineData("Resource = null")]
    public async Task Bond_with_a_resource_without_a_name_fires(string resource) =>
        await Check($"[{{|PKF6004:CovalentBond(nameof(Debit), nameof(Credit), {resource}, Exclusive = true)|}}]");

    [Fact]
    public async Task Bond_without_a_resource_that_has_no_order_of_writes_either_fires_once() =>
        await Check("[{|PKF6004:CovalentBond(nameof(Debit), nameof(Credit))|}]");

    [Fact]
    public async Task Bond_with_a_resource_is_quiet() =>
        await Check("[CovalentBond(nameof(Debit), nameof(Credit), Resource = \"accounts\", Exclusive = true)]");

    [Fact]
    public async Task Class_that_is_no_molecule_is_quiet() => await AnalyzerRun.Check("""
        [CovalentBond("A", "B")]
        public sealed class Bonds
        {
            public int A() => 1;

            public int B() => 2;
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> Check(string bond) => AnalyzerRun.Check($$"""
        [Molecule("transfer")]
        {{bond}}
        public sealed partial class Transfer
        {
            [Element("cf", "debit")]
            public int Debit(int amount) => amount;

            [Element("cf", "credit")]
            public int Credit(int amount) => amount;
        }
        """);
}
