using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Submit;

[TestsRule("PKF3007")]
public sealed class NoHandlerForSubmitTests
{
    private const string Handlers = """
        public static class Texts
        {
            [Element("df", "count", Aliases = ["length"])]
            public static int Count(string text) => text.Length;
        }
        """;

    [Fact]
    public async Task Submit_that_nothing_handles_fires()
    {
        Diagnostic diagnostic = (await Check("await client.SubmitAsync(\"df\", {|PKF3007:\"enrich\"|}, \"text\");")).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "Nothing in this program handles 'df:enrich': write its handler, or declare it with a bodyless static partial method if it lives elsewhere");
    }

    [Fact]
    public async Task Typed_submit_to_a_reference_made_by_hand_fires() => await Check(
        "await client.SubmitAsync({|PKF3007:new Element<string, int>(AtomGroup.Ed, \"notify\")|}, \"text\");");

    [Fact]
    public async Task Submit_through_a_field_that_is_made_by_hand_fires() => await Check(
        "await client.SubmitAsync({|PKF3007:Own.Notify|}, \"text\");",
        """
        public static class Own
        {
            public static readonly Element<string, int> Notify = new(AtomGroup.Ed, "notify");
        }
        """);

    [Theory]
    [InlineData("\"df\", \"count\", \"text\"")]
    [InlineData("\"df\", \"length\", \"text\"")]
    [InlineData("\"cf\", \"ping\", 1")]
    [InlineData("\"df\", \"tr\", 1")]
    public async Task Submit_to_what_is_handled_here_or_by_every_reactor_is_quiet(string arguments) =>
        await Check($"await client.SubmitAsync({arguments});");

    [Fact]
    public async Task Library_is_quiet() => await AnalyzerRun.Check(Handlers, """
        public sealed class Caller(IPacketFlowClient client)
        {
            public ValueTask<FlowValue> RunAsync() => client.SubmitAsync("df", "enrich", "text");
        }
        """);

    [Fact]
    public async Task Program_without_the_runtime_is_quiet() => await AnalyzerRun.Check(
        Program("await client.SubmitAsync(\"df\", \"enrich\", \"text\");", Handlers) with { ReferencesRuntime = false });

    [Fact]
    public async Task Program_that_has_no_elements_and_so_calls_others_is_quiet() => await AnalyzerRun.Check(
        Program("await client.SubmitAsync(\"df\", \"enrich\", \"text\");", ""));

    private static Task<IReadOnlyList<Diagnostic>> Check(string statement, string more = "") =>
        AnalyzerRun.Check(Program(statement, Handlers + "\n" + more));

    private static UserProject Program(string statement, string types) => new()
    {
        IsProgram = true,
        Silenced = ["PKF8001", "PKF9005"], // how a host is made is another rule's matter
        ReferencesRuntime = true,
        Sources = [("Program.cs", $$"""
            IPacketFlowClient client = null!;
            {{statement}}

            {{types}}
            """)],
    };
}
