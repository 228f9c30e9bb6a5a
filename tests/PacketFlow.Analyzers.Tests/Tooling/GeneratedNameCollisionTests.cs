using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Tooling;

[TestsRule("PKF9006")]
public sealed class GeneratedNameCollisionTests
{
    [Theory]
    [InlineData("equals", "Elements.Df.Equals")]
    [InlineData("df", "Elements.Df.Df")]
    [InlineData("to_string", "Elements.Df.ToString")]
    public async Task Name_that_C_sharp_refuses_fires(string name, string member)
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check($$"""
            public static class Texts
            {
                [Element("df", {|PKF9006:"{{name}}"|})]
                public static string Handle(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe($"'df:{name}' cannot be {member}, since C# or another element has that name, and becomes {member}_: "
            + "choose another name");
    }

    [Fact]
    public async Task Two_names_that_become_one_fire_at_the_second() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", {|PKF9006:"count_words"|})]
            public static int Count(string text) => text.Length;

            [Element("df", "count-words")]
            public static int CountAgain(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Molecule_with_a_member_of_that_name_fires() => await AnalyzerRun.Check("""
        [Molecule("shout")]
        public sealed partial class {|PKF9006:Shout|}
        {
            public const string Plan = "mine";

            [Element("df", "uppercase")]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);

    [Fact]
    public async Task Equal_names_in_two_groups_and_steps_are_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "ed")]
            public static int Count(string text) => text.Length;

            [Element("ed", "count_words")]
            public static int CountAgain(string text) => text.Length;
        }

        [Molecule("shout")]
        public sealed partial class Shout
        {
            [Element("df", "equals")]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);
}
