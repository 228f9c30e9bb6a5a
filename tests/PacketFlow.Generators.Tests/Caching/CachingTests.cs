using Microsoft.CodeAnalysis;

namespace PacketFlow.Generators.Tests.Caching;

/// <summary>After an edit every step that it does not concern is cached, and no file but the concerned is written again.</summary>
public class CachingTests
{
    private const string Handlers = """
        // A comment.
        internal sealed class Texts
        {
            [Element("df", "shout")] public Line Shout(Line line) => new(line.Text + "!");
        }
        """;

    private const string Others = """
        internal static class Numbers
        {
            [Element("df", "twice", TimeoutSeconds = 3)] internal static int Twice(int value) => value * 2;
            [Element("df", "items")] internal static int Items(Basket basket) => basket.Items.Count;
        }
        internal static partial class Remote { [Element("ed", "elsewhere")] internal static partial int Call(string? text); }
        """;

    private const string Flow = """
        [Molecule("flow"), IonicBond(nameof(First), nameof(Second))]
        internal sealed partial class Flow
        {
            [Element("df", "first")] public Basket First(Basket basket) => basket;
            [Element("df", "second")] public int Second(Basket basket) => basket.Items.Count;
        }
        """;

    private const string Payloads = "internal sealed record Line(string Text); internal sealed record Basket(List<string> Items); [PacketContract] internal sealed record Loose(int Value);";

    [Fact]
    public void Every_step_has_a_value_to_cache()
    {
        GeneratorRun run = First();

        TrackedSteps.All.Where(step => run.Values(step).Count == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Same_input_is_cached() => ShouldBeCached(First().Then(static project => project));

    [Fact]
    public void Edit_of_an_unrelated_file_is_cached() => ShouldBeCached(First().Then("Unrelated.cs", "1", "2"));

    [Fact]
    public void New_unrelated_file_is_cached() => ShouldBeCached(First().Then(static project => project with
    {
        Sources = [.. project.Sources, ("New.cs", "internal class New;")],
    }));

    [Fact]
    public void Comment_above_is_cached() => ShouldBeCached(First().Then("Handlers.cs", "// A comment.", "// Another comment.\n\n\n"));

    [Fact]
    public void Edit_of_a_handlers_body_is_cached() => ShouldBeCached(First().Then("Handlers.cs", "\"!\"", "\"?\" + \"!\""));

    [Fact]
    public void Order_of_files_does_not_matter()
    {
        GeneratorRun run = First();
        GeneratorRun turned = GeneratorRun.Of(Project() with { Sources = [.. Project().Sources.Reverse()] });

        turned.Files.OrderBy(static file => file.Key).ShouldBe(run.Files.OrderBy(static file => file.Key));
    }

    [Fact]
    public void Edit_of_an_option_writes_the_handlers_file_and_the_module()
    {
        GeneratorRun before = First(), after = before.Then("Others.cs", "TimeoutSeconds = 3", "TimeoutSeconds = 4");

        Changed(before, after).ShouldBe(["Handlers.Numbers", "Module"]);
        after.Rewritten.ShouldBe(2);
    }

    [Fact]
    public void Edit_of_a_payload_writes_its_formatter_alone()
    {
        GeneratorRun before = First(), after = before.Then("Payloads.cs", "Line(string Text)", "Line(string Text, int Length = 0)");

        Changed(before, after).ShouldHaveSingleItem().ShouldContain("Line");
        after.Rewritten.ShouldBe(1);
    }

    [Fact]
    public void New_reference_without_a_module_is_cached()
    {
        MetadataReference other = GeneratorRun.Of(UserProject.Of("internal class Plain;") with { AssemblyName = "Plain", ReferencesAbstractions = false, HasImplicitUsings = false }).ToReference();

        ShouldBeCached(First().Then(project => project with { References = [other] }));
    }

    [Fact]
    public void New_reference_with_a_module_writes_what_names_it()
    {
        MetadataReference other = GeneratorRun.Of(
            UserProject.Of("""public static class More { [Element("df", "more")] public static int M(int x) => x; }""") with { AssemblyName = "More" }).ToReference();
        GeneratorRun before = First(), after = before.Then(project => project with { References = [other] });

        Changed(before, after).ShouldBe(["Elements", "Module"]);
        after.Rewritten.ShouldBe(2);
    }

    [Fact]
    public void Half_typed_handler_leaves_the_others_cached()
    {
        GeneratorRun before = First(), after = before.Then("Handlers.cs", "public Line Shout(Line line)", "public Lin Shout(Line line");

        after.Files.Keys.ShouldContain(static name => name.StartsWith("Handlers.Numbers", StringComparison.Ordinal));
        Changed(before, after).ShouldNotContain("Handlers.Numbers");
    }

    private static UserProject Project() => UserProject.Of() with
    {
        Sources = [("Handlers.cs", Handlers), ("Others.cs", Others), ("Flow.cs", Flow), ("Payloads.cs", Payloads), ("Unrelated.cs", "internal class Unrelated { public int One => 1; }")],
    };

    private static GeneratorRun First() => GeneratorRun.Of(Project()).ShouldCompile();

    private static void ShouldBeCached(GeneratorRun run)
    {
        foreach (string step in TrackedSteps.All)
        {
            run.Reasons(step).ShouldAllBe(
                static reason => reason == IncrementalStepRunReason.Cached || reason == IncrementalStepRunReason.Unchanged, step);
        }

        run.Rewritten.ShouldBe(0);
    }

    // By feature and type, without the hash that tells equal names apart.
    private static string[] Changed(GeneratorRun before, GeneratorRun after) =>
    [
        .. before.Files.Keys.Union(after.Files.Keys)
            .Where(name => before.Files.GetValueOrDefault(name) != after.Files.GetValueOrDefault(name))
            .Select(static name => name.Split('_')[0])
            .Order(StringComparer.Ordinal),
    ];
}
