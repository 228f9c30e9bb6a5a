namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1007")]
public sealed class NoCancellationTokenTests
{
    [Theory]
    [InlineData("Task", "Task.CompletedTask")]
    [InlineData("Task<int>", "Task.FromResult(1)")]
    [InlineData("ValueTask", "default")]
    [InlineData("ValueTask<int>", "default")]
    public async Task Async_handler_without_a_token_fires(string type, string result) => await AnalyzerRun.Check($$"""
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static {{type}} {|PKF1007:Notify|}(string text) => {{result}};
        }
        """);

    [Fact]
    public async Task Handler_with_a_token_or_a_result_at_once_is_quiet() => await AnalyzerRun.Check("""
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static Task Notify(CancellationToken stop, string text) => Task.Delay(1, stop);

            [Element("ed", "react")]
            public static int React(string text) => text.Length;
        }
        """);

    [Fact]
    public async Task Handler_whose_parameters_an_interface_chose_is_quiet() => await AnalyzerRun.Check("""
        public interface IAlerts
        {
            Task Notify(string text);
        }

        public sealed class Alerts : IAlerts
        {
            [Element("ed", "notify")]
            public Task Notify(string text) => Task.CompletedTask;
        }
        """);
}
