namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1006")]
public sealed class AsyncVoidHandlerTests
{
    [Fact]
    public async Task Void_is_made_a_task() => await FixRun.One(
        "PKF1006",
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async void Notify(string text) => await Task.Yield();
        }
        """,
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(string text) => await Task.Yield();
        }
        """);

    [Fact]
    public async Task Voids_are_made_tasks_together() => await FixRun.All(
        "PKF1006",
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async void Notify(string text, CancellationToken cancellationToken) => await Task.Yield();

            [Element("ed", "react")]
            internal static async void React(string text, CancellationToken cancellationToken)
            {
                await Task.Yield();
            }
        }
        """,
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(string text, CancellationToken cancellationToken) => await Task.Yield();

            [Element("ed", "react")]
            internal static async Task React(string text, CancellationToken cancellationToken)
            {
                await Task.Yield();
            }
        }
        """);
}
