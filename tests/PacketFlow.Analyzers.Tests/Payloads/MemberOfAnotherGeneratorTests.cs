using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PacketFlow.Analyzers.Tests.Payloads;

[TestsRule("PKF4012")]
public sealed class MemberOfAnotherGeneratorTests
{
    private const string Order = """
        [PacketContract]
        public sealed partial class Order
        {
            private string _name = "";
        }
        """;

    [Fact]
    public async Task Property_that_another_generator_adds_to_a_payload_fires()
    {
        Diagnostic diagnostic = (await Diagnose(Order)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Order.Name' is produced by another generator, which PacketFlow's does not see, "
            + "so it is not carried: declare it by hand");
        diagnostic.Location.SourceTree!.FilePath.ShouldBe("Source0.cs");
    }

    [Fact]
    public async Task Property_of_a_member_and_of_a_base_class_fires_at_its_own_class() => (await Diagnose("""
        public static class Orders
        {
            [Element("df", "order")]
            public static int Order(List<Special> orders) => orders.Count;
        }

        public sealed class Special : Order;
        """, "public partial class Order { private string _name = \"\"; }")).ShouldHaveSingleItem().Id.ShouldBe("PKF4012");

    [Fact]
    public async Task Property_of_a_type_that_nobody_sends_is_quiet() =>
        (await Diagnose(Order.Replace("[PacketContract]", "", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public async Task Members_of_our_own_generator_are_quiet() => await AnalyzerRun.Check("""
        [Molecule("shout")]
        [PacketContract]
        public sealed partial class Shout
        {
            [Element("df", "uppercase")]
            public string Upper(string text) => text.ToUpperInvariant();
        }
        """);

    private static Task<IReadOnlyList<Diagnostic>> Diagnose(params string[] sources)
    {
        UserProject project = UserProject.Of(sources);
        CSharpGeneratorDriver.Create([new NameGenerator().AsSourceGenerator()], parseOptions: project.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(project.Compile(), out Compilation compilation, out _);
        return AnalyzerRun.Diagnose(compilation);
    }

    /// <summary>A generator as many projects have one: it makes a property of a field.</summary>
    private sealed class NameGenerator : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) => context.RegisterPostInitializationOutput(
            static output => output.AddSource("Order.g.cs", "public partial class Order { public string Name { get => _name; set => _name = value; } }"));
    }
}
