using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1009")]
public sealed class InaccessibleHandlerTests
{
    [Theory]
    [InlineData("private")]
    [InlineData("")]
    [InlineData("protected")]
    [InlineData("private protected")]
    public async Task Handler_that_its_class_keeps_to_itself_fires(string access) => await AnalyzerRun.Check($$"""
        public class Texts
        {
            [Element("df", "transform")]
            {{access}} string {|PKF1009:Transform|}(string text) => text;
        }
        """);

    [Fact]
    public async Task Handler_that_is_obsolete_as_an_error_fires_and_says_so()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Texts
            {
                [Obsolete("Gone.", true), Element("df", "transform")]
                public static string {|PKF1009:Transform|}(string text) => text;

                [Obsolete("Going."), Element("df", "filter")]
                public static string Filter(string text) => text;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldEndWith("it is obsolete as an error, so no code may call it; let its [Obsolete] warn, or take the [Element] away");
    }

    [Fact]
    public async Task Handler_of_a_private_class_fires_and_names_the_class()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Outer
            {
                private static class Texts
                {
                    [Element("df", "transform")]
                    public static string {|PKF1009:Transform|}(string text) => text;
                }
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("Generated code cannot use 'Texts', which 'Transform' needs to handle 'df:transform': "
            + "it is private; make it internal or public");
    }

    [Fact]
    public async Task Payload_that_is_private_fires_where_it_is_used() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "transform")]
            private static {|PKF1009:List<Result>|} {|PKF1009:Transform|}({|PKF1009:Request|} request) => [];

            private sealed record Request(string Text);

            private sealed record Result(string Text);
        }
        """);

    [Fact]
    public async Task File_local_class_fires() => await AnalyzerRun.Check("""
        file static class Texts
        {
            [Element("df", "transform")]
            public static string {|PKF1009:Transform|}(string text) => text;
        }
        """);

    [Theory]
    [InlineData("private Texts() { }")]
    [InlineData("public Texts() { } public Texts(string name) => Name = name;")]
    [InlineData("public required string Text { get; init; }")]
    public async Task Class_that_generated_code_cannot_make_fires(string member) => await AnalyzerRun.Check($$"""
        public sealed class Texts
        {
            {{member}}

            public string? Name { get; }

            [Element("df", "transform")]
            public string {|PKF1009:Transform|}(string text) => text;
        }
        """);

    [Fact]
    public async Task Internal_handler_of_nested_internal_class_is_quiet() => await AnalyzerRun.Check("""
        internal static class Outer
        {
            internal sealed class Texts(IFormatProvider format)
            {
                [Element("df", "transform")]
                internal string Transform(Request request) => request.Text.ToString(format);

                protected internal sealed record Request(string Text);
            }
        }
        """);
}
