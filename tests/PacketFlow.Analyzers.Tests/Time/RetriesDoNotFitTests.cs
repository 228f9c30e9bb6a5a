using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Time;

[TestsRule("PKF7003")]
public sealed class RetriesDoNotFitTests
{
    [Fact]
    public async Task Retries_that_outlast_the_molecule_fire()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            [Molecule("shout", TimeoutSeconds = 60)]
            public sealed partial class Shout
            {
                [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 15, Retries = {|PKF7003:5|})]
                public string Upper(string text) => text.ToUpperInvariant();
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("Step 'Upper' may try 6 times for 15 s each and pause 31 s between, 121 s together, "
            + "but its molecule has 60 s: 2 of 5 retries fit");
    }

    [Fact]
    public async Task Retries_of_the_policy_fire_at_the_timeout_that_leaves_no_room_for_them() => await AnalyzerRun.Check("""
        [Molecule("shout", TimeoutSeconds = 60)]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = {|PKF7003:40|})]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);

    [Theory]
    [InlineData("Idempotent = true, TimeoutSeconds = 15, Retries = 2")]
    [InlineData("Idempotent = true")]
    [InlineData("TimeoutSeconds = 60")]
    [InlineData("Idempotent = true, TimeoutSeconds = 40, Retries = 0")]
    public async Task Retries_that_fit_or_that_nobody_asked_for_are_quiet(string settings) => await AnalyzerRun.Check($$"""
        [Molecule("shout", TimeoutSeconds = 60)]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", {{settings}})]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);

    [Fact]
    public async Task Retries_without_a_deadline_are_quiet() => await AnalyzerRun.Check("""
        [Molecule("shout")]
        public sealed partial class Shout
        {
            [Element("df", "uppercase", Idempotent = true, TimeoutSeconds = 100, Retries = 50)]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);
}
