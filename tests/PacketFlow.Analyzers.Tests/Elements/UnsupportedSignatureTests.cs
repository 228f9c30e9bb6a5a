using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1005")]
public sealed class UnsupportedSignatureTests
{
    [Fact]
    public async Task Two_payloads_outside_a_molecule_fire_at_the_second()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            public static class Texts
            {
                [Element("df", "transform")]
                public static string Join(string left, AtomContext context, string {|PKF1005:right|}) => left + right;
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe("'Join' cannot handle 'df:transform': 'left' and 'right' are two payloads, and outside a molecule it "
            + "takes one beside AtomContext and CancellationToken; make them one record");
    }

    [Theory]
    [InlineData("ref int", "=> ref _count")]
    [InlineData("Task<Task<int>>", "=> throw new InvalidOperationException()")]
    [InlineData("int*", "=> null")]
    public async Task Return_type_that_is_no_result_fires(string type, string body) => await AnalyzerRun.Check($$"""
        public static unsafe class Texts
        {
            private static int _count;

            [Element("df", "transform")]
            public static {|PKF1005:{{type}}|} Count(CancellationToken cancellationToken) {{body}};

            public static int Reset() => _count = 0;
        }
        """);

    [Fact]
    public async Task Operator_fires() => await AnalyzerRun.Check("""
        public sealed record Money(decimal Amount)
        {
            [Element("df", "aggregate")]
            public static Money operator {|PKF1005:-|}(Money money) => new(-money.Amount);
        }
        """);

    [Theory]
    [InlineData("public int {|PKF1005:Count|}() => text.Length;")]
    [InlineData("public static int {|PKF1005:Count|}(string other) => other.Length;")]
    public async Task Member_of_an_extension_block_fires(string member) => await AnalyzerRun.Check(UserProject.Of($$"""
        public static class Texts
        {
            extension(string text)
            {
                [Element("df", "transform")]
                {{member}}
            }
        }
        """) with { Language = Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview });

    [Theory]
    [InlineData("void", "{ }")]
    [InlineData("int", "=> 1;")]
    [InlineData("Task", "=> Task.CompletedTask;")]
    [InlineData("Task<int>", "=> Task.FromResult(1);")]
    [InlineData("ValueTask", "=> default;")]
    [InlineData("ValueTask<int>", "=> default;")]
    public async Task Supported_signature_is_quiet(string type, string body) => await AnalyzerRun.Check($$"""
        public static class Texts
        {
            [Element("df", "transform")]
            public static {{type}} Count(CancellationToken cancellationToken, string text, AtomContext context) {{body}}
        }
        """);

    [Fact]
    public async Task Handler_without_a_payload_is_quiet() => await AnalyzerRun.Check("""
        public static class Texts
        {
            [Element("df", "produce")]
            public static void Produce()
            {
            }
        }
        """);
}
