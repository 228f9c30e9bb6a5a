namespace PacketFlow.Analyzers.Tests.Elements;

[TestsRule("PKF1006")]
public sealed class AsyncVoidHandlerTests
{
    [Fact]
    public async Task Async_void_fires() => await AnalyzerRun.Check("""
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async {|PKF1006:void|} Notify(string text) => await Task.Yield();
        }
        """);

    [Fact]
    public async Task Void_without_async_is_quiet() => await AnalyzerRun.Check("""
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static void Notify(string text) => Console.WriteLine(text);

            public static async void Unrelated() => await Task.Yield();
        }
        """);
}
