using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1003")]
public sealed class DuplicateHandlerTests
{
    [Fact]
    public async Task Two_handlers_of_one_element_fire_at_both_and_point_at_each_other()
    {
        IReadOnlyList<Diagnostic> diagnostics = await AnalyzerRun.Check("""
            namespace Shop;

            public static class Texts
            {
                [Element("df", {|PKF1003:"transform"|})]
                public static string Transform(string text) => text;
            }

            public static class Words
            {
                [Element("df", {|PKF1003:"transform"|})]
                public static string Change(string text) => text;
            }
            """);

        diagnostics[0].GetMessage().ShouldBe("'df:transform' is handled by 'Shop.Texts.Transform' and by 'Shop.Words.Change': "
            + "keep one handler, or give one another name");
        diagnostics[0].AdditionalLocations.ShouldBe([diagnostics[1].Location]);
        diagnostics[1].AdditionalLocations.ShouldBe([diagnostics[0].Location]);
    }

    [Fact]
    public async Task Alias_of_the_table_and_alias_of_the_users_own_fire() => await AnalyzerRun.Check(
        """
        public static class Texts
        {
            [Element("df", {|PKF1004:{|PKF1003:"tr"|}|})]
            public static string Transform(string text) => text;

            [Element("df", "uppercase", Aliases = ["upper", {|PKF1003:"transform"|}])]
            public static string Upper(string text) => text.ToUpperInvariant();
        }
        """,
        """
        public static class Words
        {
            [Element("df", {|PKF1003:"count"|})]
            public static int Count(string text) => text.Length;

            [Element("df", "length", Aliases = [{|PKF1003:"count"|}])]
            public static int Length(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Handler_of_a_referenced_assembly_fires_and_is_named()
    {
        MetadataReference reference = GeneratorRun.Of(UserProject.Of("""
            namespace Library;

            public static class Texts
            {
                [Element("df", "uppercase")]
                public static string Upper(string text) => text;
            }
            """) with { AssemblyName = "Library" }).ToReference();

        Diagnostic diagnostic = (await AnalyzerRun.Check(UserProject.Of("""
            public static class Words
            {
                [Element("df", {|PKF1003:"uppercase"|})]
                public static string Upper(string text) => text;
            }
            """) with { References = [reference] })).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldContain("and by 'Library.Texts.Upper of Library'");
    }

    [Fact]
    public async Task Same_name_in_two_groups_is_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("mc", "scale")]
            public static void Scale(int count) => Console.WriteLine(count);

            [Element("rm", "scale", Aliases = ["scale"])]
            public static void ScaleResource(int count) => Console.WriteLine(count);
        }
        """);

    [Fact]
    public async Task Step_of_a_molecule_is_quiet_since_it_has_an_address_of_its_own() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "uppercase")]
            public static string Upper(string text) => text.ToUpperInvariant();
        }

        [Molecule("shout")]
        public sealed partial class Shout
        {
            [Element("df", "uppercase")]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);
}
