using Microsoft.CodeAnalysis;

namespace PacketFlow.Analyzers.Tests.Durability;

[TestsRule("PKF5006")]
public sealed class NonIdempotentRetryTests
{
    [Fact]
    public async Task Step_that_posts_and_is_tried_again_fires()
    {
        Diagnostic diagnostic = (await AnalyzerRun.Check("""
            using System.Net.Http;

            [Molecule("payment")]
            public sealed partial class Payment(HttpClient http)
            {
                [Element("cf", "charge_card", Retries = {|PKF5006:3|})]
                public async Task<int> Charge(string card, CancellationToken ct)
                {
                    HttpResponseMessage answer = await http.PostAsync("/charges", new StringContent(card), ct);
                    return (int)answer.StatusCode;
                }
            }
            """)).ShouldHaveSingleItem();

        diagnostic.GetMessage().ShouldBe(
            "'Charge' may be tried 3 times again and each try does 'HttpClient.PostAsync' once more: "
            + "hand on AtomContext.IdempotencyKey, or set Idempotent or Retries = 0");
        diagnostic.AdditionalLocations.ShouldHaveSingleItem().GetLineSpan().StartLinePosition.Line.ShouldBe(8);
    }

    [Theory]
    [InlineData("System.IO.File.AppendAllText(\"log\", text);")]
    [InlineData("System.Diagnostics.Process.Start(text);")]
    [InlineData("new System.Net.Mail.SmtpClient().Send(\"a@b\", \"c@d\", text, text);")]
    [InlineData("((System.Data.Common.DbCommand)null!).ExecuteNonQuery();")]
    [InlineData("((System.Data.IDbCommand)null!).ExecuteNonQuery();")]
    public async Task Handler_with_a_known_side_effect_fires(string statement) => await AnalyzerRun.Check(Handler(
        "Retries = {|PKF5006:1|}", "string text", statement));

    [Fact]
    public async Task Effect_in_a_method_that_the_step_calls_fires() => await AnalyzerRun.Check("""
        public static class Log
        {
            [Element("cf", "journal", Retries = {|PKF5006:2|})]
            public static void Write(string text) => Append(text);

            private static void Append(string text) => Store(text);

            private static void Store(string text) => System.IO.File.AppendAllText("log", text);
        }
        """);

    [Fact]
    public async Task Submit_to_an_element_that_is_not_idempotent_fires() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("cf", "reserve")]
            public static void Book(string order) => System.Console.WriteLine(order);

            [Element("cf", "order", Retries = {|PKF5006:2|})]
            public async Task OrderAsync(string order, CancellationToken ct) => await client.SubmitAsync("cf", "reserve", order, cancellationToken: ct);
        }
        """);

    [Theory]
    [InlineData("Retries = 3, Idempotent = true", "string text", "System.IO.File.AppendAllText(\"log\", text);")]
    [InlineData("Retries = 0", "string text", "System.IO.File.AppendAllText(\"log\", text);")]
    [InlineData("Priority = 5", "string text", "System.IO.File.AppendAllText(\"log\", text);")]
    [InlineData("Retries = 3", "string text", "System.IO.File.WriteAllText(\"log\", text);")]
    [InlineData("Retries = 3", "string text", "System.IO.File.ReadAllText(text);")]
    [InlineData("Retries = 3", "string text, AtomContext context", "System.IO.File.AppendAllText(\"log\", text + context.IdempotencyKey);")]
    [InlineData("Retries = 3", "string text, AtomContext context", "System.IO.File.AppendAllText(\"log\", string.Format(\"{0}\", context));")]
    public async Task Handler_that_may_run_twice_or_is_not_tried_again_is_quiet(string options, string parameters, string statement) =>
        await AnalyzerRun.Check(Handler(options, parameters, statement));

    [Fact]
    public async Task Submit_that_carries_a_key_or_changes_nothing_is_quiet() => await AnalyzerRun.Check("""
        public sealed class Shop(IPacketFlowClient client)
        {
            [Element("cf", "reserve")]
            public static void Book(string order) => System.Console.WriteLine(order);

            [Element("cf", "remember", Idempotent = true)]
            public static void Mark(string order) => System.Console.WriteLine(order);

            [Element("df", "price")]
            public static int Price(string order) => order.Length;

            [Element("cf", "order", Retries = 2)]
            public async Task OrderAsync(string order, AtomContext context, CancellationToken ct)
            {
                await context.Client.SubmitAsync("cf", "reserve", order, cancellationToken: ct);
                await client.SubmitAsync("cf", "reserve", order, new SubmitOptions { IdempotencyKey = order }, ct);
                await client.SubmitAsync("cf", "remember", order, cancellationToken: ct);
                await client.SubmitAsync("df", "price", order, cancellationToken: ct);
            }
        }
        """);

    [Fact]
    public async Task Method_that_is_no_element_is_quiet() => await AnalyzerRun.Check("""
        public static class Log
        {
            [Element("df", "journal", Retries = 2)]
            public static string Read(string text) => text;

            public static void Write(string text) => System.IO.File.AppendAllText("log", text);
        }
        """);

    private static string Handler(string options, string parameters, string statement) => $$"""
        public static class Log
        {
            [Element("cf", "journal", {{options}})]
            public static void Write({{parameters}})
            {
                {{statement}}
            }
        }
        """;
}
