using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using PacketFlow.Hosting;

namespace PacketFlow.Observability;

public class LogTests
{
    private static readonly (MethodInfo Method, LoggerMessageAttribute Message)[] Events =
        [.. typeof(Log).GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Select(static method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!))
            .Where(static pair => pair.Item2 is not null)];

    [Fact]
    public void Every_event_has_a_number_of_its_own_that_bears_its_name()
    {
        Dictionary<int, string> numbers = typeof(EventIds).GetFields().ToDictionary(static field => (int)field.GetRawConstantValue()!, static field => field.Name);

        Events.Select(static one => one.Message.EventId).ShouldBeUnique();
        Events.ToDictionary(static one => one.Message.EventId, static one => one.Method.Name).OrderBy(static one => one.Key)
            .ShouldBe(numbers.OrderBy(static one => one.Key));
    }

    [Fact]
    public void Every_event_is_documented_and_no_other() =>
        ConfigurationDocTests.Doc("signals.md").Where(static line => line.StartsWith("| 1", StringComparison.Ordinal))
            .ShouldBe(Events.OrderBy(static one => one.Message.EventId).Select(static one =>
                $"| {one.Message.EventId} | {one.Method.Name} | {one.Message.Level} | {one.Message.Message} |"));

    [Fact]
    public void Text_of_a_peer_starts_no_line_and_moves_no_cursor() =>
        new LogText("a\r\n\u001b[2J\u202eb").ToString().ShouldBe(@"a\u000d\u000a\u001b[2J\u202eb");

    [Fact]
    public void Text_of_a_peer_is_cut() => new LogText(new string('x', 1_000_000)).ToString().ShouldBe(new string('x', 128) + "...");

    [Fact]
    public void Bytes_that_are_no_text_are_told_as_replacements() => LogText.Of([0xff, (byte)'a']).ToString().ShouldBe("\ufffda");

    [Fact]
    public void A_line_holds_clean_text()
    {
        var log = new Lines();

        Log.HandlerFailed(log, "df:a", LogText.Of(Encoding.UTF8.GetBytes("x\ny")), new InvalidOperationException());

        log.Written.ShouldBe([@"The handler of df:a failed on atom x\u000ay"]);
    }

    [Fact]
    public void A_gate_lets_one_line_through_and_counts_the_rest()
    {
        var time = new ManualTime();
        var gate = new LogGate(time, TimeSpan.FromSeconds(10));

        gate.TryPass(out long held).ShouldBeTrue();
        held.ShouldBe(0);
        gate.TryPass(out _).ShouldBeFalse();
        gate.TryPass(out _).ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(10));
        gate.TryPass(out held).ShouldBeTrue();
        held.ShouldBe(2);
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
