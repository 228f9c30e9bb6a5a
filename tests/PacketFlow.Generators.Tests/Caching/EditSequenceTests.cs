namespace PacketFlow.Generators.Tests.Caching;

/// <summary>What is remembered from edit to edit never shows in what is generated.</summary>
public class EditSequenceTests
{
    private const string Source = """
        // A comment.
        [PacketContract] public partial class Order
        {
            public int Id { get; set; }
            public string Name { get; init; } = "a";
            public int Field = 1;
            public int Get() { return 1; }
            public int Twice => 2 * Id;
        }
        public static class Handlers { [Element("df", Names.Save, Priority = 3)] public static Order Save(Order order) => order; }
        """;

    private const string Names = "public static class Names { public const string Save = \"save\"; }";

    [Fact]
    public void Edits_in_a_row_give_what_a_fresh_start_gives()
    {
        (string, string)[] edits =
        [
            ("return 1;", "return 2;"), ("int Id", "long Id"), ("=> order;", "=> new();"), ("= \"a\";", ""), ("// A comment.", "// Another."),
            ("Save = \"save\"", "Save = \"store\""), ("return 2;", "return 3;"), ("int Field = 1", "int Field"), ("// Another.", "#nullable disable"),
            ("public int Twice", "[Field(\"x\")] public int Extra { get; set; } public int Twice"), ("return 3;", "return 4;"), ("Order order)", "Order? order)"),
        ];
        UserProject project = UserProject.Of(Names, Source);
        GeneratorRun run = GeneratorRun.Of(project);
        foreach ((string before, string after) in edits)
        {
            project = project with { Sources = [.. project.Sources.Select(source => (source.Path, source.Text.Replace(before, after, StringComparison.Ordinal)))] };
            run = run.Then(_ => project);

            // A type that nobody knows makes this a project of which nothing is remembered.
            UserProject fresh = project with { Sources = [.. project.Sources, ("Fresh.cs", $"internal class Fresh{Guid.NewGuid():N};")] };
            run.Files.OrderBy(static file => file.Key, StringComparer.Ordinal)
                .ShouldBe(GeneratorRun.Of(fresh).Files.OrderBy(static file => file.Key, StringComparer.Ordinal), $"after {before} became {after}");
        }
    }
}
