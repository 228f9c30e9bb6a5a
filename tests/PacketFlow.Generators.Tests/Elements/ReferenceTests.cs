namespace PacketFlow.Generators.Tests.Elements;

/// <summary>Bodyless methods outside molecules: typed references to elements that live elsewhere.</summary>
public class ReferenceTests
{
    [Theory]
    [InlineData("public static partial class Remote { {0} }", "Remote")]
    [InlineData("namespace @class.@event { public partial struct Remote { {0} } }", "@class.@event.Remote")]
    [InlineData("namespace A { public partial record Outer { public partial interface Remote { {0} } } }", "A.Outer.Remote")]
    [InlineData("public readonly partial record struct Remote { {0} }", "Remote")]
    public void Reference_is_typed_and_says_what_to_do_when_called(string type, string name)
    {
        string source = type.Replace(
            "{0}",
            "[Element(\"df\", \"elsewhere\", TimeoutSeconds = 3)] public static partial Task<List<string?>> Call(string? @in, CancellationToken token = default);",
            StringComparison.Ordinal);

        Should.Throw<InvalidOperationException>(() => Harness.Run($"{name}.Call(null); return null;", source))
            .Message.ShouldBe("Call stands for the element df:elsewhere, which lives elsewhere. Submit it through the client.");
        Harness.Run("Element<string?, List<string?>> call = Elements.Df.Elsewhere; return call.Timeout.TotalSeconds;", source).ShouldBe(3d);
    }

    [Fact]
    public void Reference_has_no_handler() =>
        Harness.Run(
            "return host.Modules.Sum(module => module.Handlers.Count);",
            """public static partial class Remote { [Element("df", "elsewhere")] public static partial int Call(int value); }""").ShouldBe(0);

    [Fact]
    public void Private_reference_gets_its_body() =>
        Harness.Run(
            "return Elements.Df.Elsewhere.Name;",
            """public static partial class Remote { [Element("df", "elsewhere")] private static partial int Call(params int[] values); }""").ShouldBe("elsewhere");

    [Fact]
    public void Attributes_on_both_parts_count_once()
    {
        GeneratorRun run = GeneratorRun.Of("""
            public static partial class Both
            {
                [Element("df", "twice")] public static partial int Run(int value);
                public static partial int Run(int value) => value;
            }
            """);

        run.ShouldCompile().Files.Keys.Count(static name => name.StartsWith("Handlers", StringComparison.Ordinal)).ShouldBe(1);
    }
}
