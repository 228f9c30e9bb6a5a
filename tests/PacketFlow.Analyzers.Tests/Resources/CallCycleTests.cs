using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Resources;

[TestsRule("PKF6006")]
public sealed class CallCycleTests
{
    [Fact]
    public async Task Handlers_that_await_each_other_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check(
            """
            public sealed class Texts(IPacketFlowClient client)
            {
                [Element("df", "enrich", Aliases = ["improve"])]
                public async Task<string> EnrichAsync(string text, CancellationToken ct)
                {
                    await {|PKF6006:client.SubmitAsync("df", "translate", text, cancellationToken: ct)|};
                    return text;
                }
            }
            """,
            """
            public sealed class Translator
            {
                [Element("df", "translate")]
                public async Task<string> TranslateAsync(string text, AtomContext context, CancellationToken ct) => await HelpAsync(context, text, ct);

                private static async Task<string> HelpAsync(AtomContext context, string text, CancellationToken ct)
                {
                    FlowValue value = await context.Client.SubmitAsync("df", "improve", text, cancellationToken: ct).ConfigureAwait(false);
                    return value.ToString()!;
                }
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'EnrichAsync' awaits an atom that comes back to it, df:enrich → df:translate → df:enrich: "
            + "the first waits for the last and the last for the first; call the method, or do not await");
        diagnostic.AdditionalLocations.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handlers_that_await_each_other_through_typed_references_fires() => await AnalyzerRun.Check(
        UserProject.Of("""
            public sealed class Texts(IPacketFlowClient client)
            {
                private static readonly Element<string, string> Kept = Elements.Df.ShortenIt;

                [Element("df", "enrich_it")]
                public async Task<string> EnrichAsync(string text, CancellationToken ct) => await {|PKF6006:client.SubmitAsync(Kept, text, ct)|};

                [Element("df", "shorten_it")]
                public async Task<string> ShortenAsync(string text, CancellationToken ct) => await client.SubmitAsync(Elements.Df.EnrichIt, text, ct);
            }
            """),
        alsoWithoutGenerator: false);

    [Theory]
    [InlineData("await {|PKF6006:client.SubmitAsync(\"df\", \"enrich\", text)|};")]
    [InlineData("var task = {|PKF6006:client.SubmitAsync(\"df\", \"enrich\", text)|}; await task;")]
    [InlineData("await Task.WhenAll({|PKF6006:client.SubmitAsync(\"df\", \"enrich\", text)|}.AsTask());")]
    [InlineData("FlowValue value = {|PKF6006:client.SubmitAsync(\"df\", \"enrich\", text)|}.AsTask().GetAwaiter().GetResult(); await Task.CompletedTask;")]
    public async Task Handler_that_awaits_itself_fires(string statement) => await Check(statement);

    [Theory]
    [InlineData("_ = client.SubmitAsync(\"df\", \"enrich\", text); await Task.CompletedTask;")]
    [InlineData("_ = Task.Run(async () => await client.SubmitAsync(\"df\", \"enrich\", text)); await Task.CompletedTask;")]
    [InlineData("await client.SubmitAsync(\"df\", text, text);")]
    [InlineData("await client.SubmitAsync(\"df\", \"elsewhere\", text);")]
    [InlineData("await client.SubmitAsync(\"df\", \"shorten\", text);")]
    [InlineData("_ = AgainAsync(text); await Task.CompletedTask;")]
    public async Task Atom_that_does_not_come_back_or_is_not_awaited_is_quiet(string statement) => await Check(statement);

    private static Task<IReadOnlyList<Diagnostic>> Check(string statement) => AnalyzerRun.Check($$"""
        public sealed class Texts(IPacketFlowClient client)
        {
            [Element("df", "enrich")]
            public async Task EnrichAsync(string text, CancellationToken ct)
            {
                ct.ThrowIfCancellationRequested();
                {{statement}}
            }

            [Element("df", "shorten")]
            public string Shorten(string text) => text.Trim();

            private async Task AgainAsync(string text) => await client.SubmitAsync("df", "enrich", text);
        }
        """);
}
