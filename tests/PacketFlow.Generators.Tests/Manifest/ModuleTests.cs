using PacketFlow.Generators.Tests.Elements;
using PacketFlow.Manifest;

namespace PacketFlow.Generators.Tests.Manifest;

/// <summary>Modules, and how projects are put together from those of their references.</summary>
public class ModuleTests
{
    private const string Library = """
        namespace Shop
        {
            public sealed record Order(int Id);
            internal sealed record Secret(int Id);
            internal sealed class Orders
            {
                [Element("cf", "place", TimeoutSeconds = 7, Idempotent = true, Aliases = new[] { "put" })] public Order Place(Order order) => new(order.Id + 1);
                [Element("cf", "hide")] public Secret Hide(Secret secret) => secret;
                [Element("df", "maybe")] public static List<string?>? Maybe((int Left, string? Right) pair) => pair.Right is null ? null : [null];
            }
        }
        """;

    [Fact]
    public void Internal_handlers_of_a_reference_run()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);

        Consumer("return host.Run(Elements.Cf.Place, new Shop.Order(1)).Id;", library).Run(library).ShouldBe(2);
    }

    [Fact]
    public void References_have_the_options_of_their_elements()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);

        Consumer("var place = Elements.Cf.Place; return $\"{place.Timeout.TotalSeconds} {place.Idempotent} {place.Aliases[0]}\";", library)
            .Run(library).ShouldBe("7 True put");
    }

    [Fact]
    public void Elements_with_types_that_cannot_be_seen_have_no_reference()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);

        Consumer("return host.Modules.Single().Handlers.Count;", library).Files["Elements"].ShouldNotContain("Hide");
        Consumer("return host.Modules.Single().Handlers.Count;", library).Run(library).ShouldBe(3);
    }

    [Fact]
    public void Nullable_annotations_and_tuple_names_cross_assemblies()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);

        GeneratorRun consumer = Consumer(
            """
            Element<(int Left, string? Right), List<string?>?> maybe = Elements.Df.Maybe;
            return $"{host.Run(maybe, (1, null)) is null} {host.Run(maybe, (1, "x"))![0] is null}";
            """,
            library);
        consumer.Run(library).ShouldBe("True True");
    }

    [Fact]
    public void Friend_sees_internal_payloads_and_no_generated_types()
    {
        GeneratorRun library = Compile("Shop.Orders", """[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("UserApp")]""", Library);

        Consumer(
            "return host.Run(Elements.Cf.Hide, new Shop.Secret(3)).Id;",
            library,
            """internal static class Own { [Element("df", "own")] internal static int M(int x) => x; }""").Run(library).ShouldBe(3);
    }

    [Fact]
    public void Two_references_with_equal_names_both_run()
    {
        const string names = """namespace Common { {1} class Handlers { [Element("df", "{0}")] public int Run(int value) => value + {2}; [Element("ed", "{0}")] public Payload Echo(Payload payload) => payload; } public record Payload(int Id); }""";
        GeneratorRun one = Compile("One", names.Replace("{0}", "one", StringComparison.Ordinal).Replace("{1}", "public", StringComparison.Ordinal).Replace("{2}", "1", StringComparison.Ordinal));
        GeneratorRun two = Compile("Two", names.Replace("{0}", "two", StringComparison.Ordinal).Replace("{1}", "public", StringComparison.Ordinal).Replace("{2}", "2", StringComparison.Ordinal));

        GeneratorRun consumer = Consumer("return host.Run(Elements.Df.One, 10) + host.Run(Elements.Df.Two, 100);", [one, two]);
        consumer.Run(one, two).ShouldBe(113);
        consumer.Files["Elements"].ShouldNotContain("class Ed");
    }

    [Fact]
    public void Reference_with_the_name_of_an_own_type_is_left_out()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);

        GeneratorRun consumer = GeneratorRun.Of(Harness.Project("return 1;", "namespace Shop { public sealed record Order(string Name); }") with { References = [library.ToReference()] });

        consumer.ShouldCompile().Files["Elements"].ShouldNotContain("Place");
    }

    [Fact]
    public void Transitive_references_are_added_once()
    {
        GeneratorRun library = Compile("Shop.Orders", Library);
        GeneratorRun middle = GeneratorRun.Of(
            UserProject.Of("""public static class Middle { [Element("df", "middle")] public static Shop.Order M(Shop.Order x) => x; }""") with
            {
                AssemblyName = "Middle",
                References = [library.ToReference()],
            }).ShouldCompile();

        Consumer("return string.Join(' ', host.Modules.Select(module => module.Name));", [library, middle]).Run(library, middle)
            .ShouldBe("Middle Shop.Orders");
    }

    [Fact]
    public void Element_handled_twice_stops_the_start_and_names_both()
    {
        const string handler = """public static class Handlers { [Element("df", "{0}")] public static int Run(int value) => value; }""";
        GeneratorRun library = Compile("Library", handler.Replace("{0}", "transform", StringComparison.Ordinal));
        GeneratorRun consumer = Consumer("return host.Run(Elements.Df.Transform, 1);", library, handler.Replace("{0}", "tr", StringComparison.Ordinal));

        Should.Throw<InvalidOperationException>(() => consumer.Run(library)).Message.ShouldContain("Library");
    }

    [Fact]
    public void Project_without_elements_has_AddElements_and_no_module()
    {
        GeneratorRun run = GeneratorRun.Of(Harness.Project("return host.Modules.Count;")).ShouldCompile();

        run.Run().ShouldBe(0);
        run.Files["Module"].ShouldNotContain("class Module");
    }

    [Fact]
    public void Project_without_PacketFlow_gets_nothing() =>
        GeneratorRun.Of(UserProject.Of("class A;") with { ReferencesAbstractions = false, HasImplicitUsings = false }).Files.Keys
            .ShouldBe(["Microsoft.CodeAnalysis.EmbeddedAttribute.cs"], ignoreOrder: true);

    [Theory]
    [InlineData("Shop.Orders", "Shop_Orders")]
    [InlineData("App1", "App1")]
    [InlineData("1App", "_1App")]
    public void Module_is_named_after_its_assembly(string assembly, string name) =>
        ModuleNames.Namespace(assembly).ShouldBe("PacketFlow.Modules." + name);

    [Fact]
    public void Assemblies_whose_names_differ_in_punctuation_have_modules_of_their_own() =>
        new[] { "A.B", "A_B", "A-B", "A B", "AB", "A.b" }.Select(ModuleNames.Namespace).Distinct(StringComparer.Ordinal).Count().ShouldBe(6);

    private static GeneratorRun Compile(string assembly, params string[] sources) =>
        GeneratorRun.Of(UserProject.Of(sources) with { AssemblyName = assembly }).ShouldCompile();

    private static GeneratorRun Consumer(string run, GeneratorRun library, params string[] sources) => Consumer(run, [library], sources);

    private static GeneratorRun Consumer(string run, GeneratorRun[] libraries, params string[] sources) => GeneratorRun.Of(
        Harness.Project(run, sources) with { References = [.. libraries.Select(static library => library.ToReference())] }).ShouldCompile();
}
