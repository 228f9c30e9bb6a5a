using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1008")]
public sealed class AbstractOrGenericHandlerTests
{
    [Fact]
    public async Task Instance_handler_of_an_abstract_class_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public abstract class Texts
            {
                [Element("df", "transform")]
                public string {|PKF1008:Transform|}(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Transform' cannot handle 'df:transform': 'Texts' is abstract, so there is no one method to call; "
            + "move the handler to a concrete type");
    }

    [Fact]
    public async Task Abstract_method_fires() => await AnalyzerRun.Check("""
        public abstract class Texts
        {
            [Element("df", "transform")]
            public abstract string {|PKF1008:Transform|}(string text);
        }
        """);

    [Fact]
    public async Task Handler_of_a_generic_type_fires() => await AnalyzerRun.Check("""
        public static class Texts<T>
        {
            [Element("df", "transform")]
            public static string {|PKF1008:Transform|}(string text) => text;

            public static class Inner
            {
                [Element("df", "validate")]
                public static bool {|PKF1008:Validate|}(string text) => text.Length > 0;
            }
        }
        """);

    [Fact]
    public async Task Generic_handler_fires() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transform")]
            public static string {|PKF1008:Transform|}<T>(string text) => text;
        }
        """);

    [Fact]
    public async Task Static_handler_of_an_abstract_class_and_of_a_class_with_a_generic_base_is_quiet() => await AnalyzerRun.Check("""
        public abstract class Texts<T>
        {
            public T? Last { get; set; }
        }

        public abstract class Words : Texts<string>
        {
            [Element("df", "transform")]
            public static string Transform(string text) => text;
        }

        public sealed class Lines : Texts<string>
        {
            [Element("df", "validate")]
            public bool Validate(string text) => text.Length > 0;
        }
        """);
}
