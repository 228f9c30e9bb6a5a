namespace PacketFlow.CodeFixes.Tests.Elements;

[TestsRule("PKF1007")]
public sealed class NoCancellationTokenTests
{
    [Fact]
    public async Task Token_is_added() => await FixRun.One(
        "PKF1007",
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(string text) => await Task.Yield();

            public static Task Both(string text) => Notify(text);
        }
        """,
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(string text, CancellationToken cancellationToken = default) => await Task.Yield();

            public static Task Both(string text) => Notify(text);
        }
        """);

    [Fact]
    public async Task Token_is_added_before_params() => await FixRun.One(
        "PKF1007",
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(params string[] texts) => await Task.Yield();
        }
        """,
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static async Task Notify(CancellationToken cancellationToken = default, params string[] texts) => await Task.Yield();
        }
        """);

    [Fact]
    public async Task Tokens_are_added_together() => await FixRun.All(
        "PKF1007",
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static Task Notify() => Task.CompletedTask;

            [Element("ed", "react")]
            public static ValueTask<int> React(string cancellationToken) => new(cancellationToken.Length);
        }
        """,
        """
        public static class Alerts
        {
            [Element("ed", "notify")]
            public static Task Notify(CancellationToken cancellationToken = default) => Task.CompletedTask;

            [Element("ed", "react")]
            public static ValueTask<int> React(string cancellationToken, CancellationToken token = default) => new(cancellationToken.Length);
        }
        """);
}
