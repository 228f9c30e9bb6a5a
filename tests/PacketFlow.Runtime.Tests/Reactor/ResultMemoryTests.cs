using PacketFlow.Observability;

namespace PacketFlow.Reactor;

/// <summary>Results of atoms with an idempotency key: how long they are remembered, how many, and of how many bytes.</summary>
public class ResultMemoryTests
{
    private static readonly Element Count = new(AtomGroup.Df, "count");

    private readonly ManualTime _time = new();

    [Fact]
    public void Defaults_are_those_of_the_protocol()
    {
        var settings = new ReactorSettings();

        (settings.RememberedResults, settings.RememberedBytes, settings.RememberFor).ShouldBe((65_536, 16 * 1024 * 1024, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Result_is_remembered_for_its_time_from_when_it_was_there_and_no_longer()
    {
        ResultMemory memory = Memory();
        RememberedResult first = memory.Get("", Count, "k", out bool isFirst);
        _time.Advance(TimeSpan.FromSeconds(300));
        first.Complete([1]);
        isFirst.ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1));
        memory.Get("", Count, "k", out isFirst).Result.ShouldBe([1]);
        isFirst.ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));

        memory.Get("", Count, "k", out isFirst).Result.ShouldBeNull();
        isFirst.ShouldBeTrue();
    }

    [Fact]
    public void Oldest_result_goes_when_there_are_too_many()
    {
        ResultMemory memory = Memory(entries: 2);
        foreach (string key in (string[])["a", "b", "c"])
        {
            memory.Get("", Count, key, out _).Complete([1]);
        }

        Known(memory, "b", "c").ShouldBe(["b", "c"]);
        Known(memory, "a").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, new[] { "b", "c" })]
    [InlineData(10, new[] { "c" })]
    [InlineData(11, new string[0])]
    public void Oldest_results_go_when_they_take_too_many_bytes(int last, string[] left)
    {
        ResultMemory memory = Memory(bytes: 10);
        memory.Get("", Count, "a", out _).Complete(new byte[5]);
        memory.Get("", Count, "b", out _).Complete(new byte[5]);

        memory.Get("", Count, "c", out _).Complete(new byte[last]);

        Known(memory, "a", "b", "c").ShouldBe(left);
    }

    [Fact]
    public void What_runs_is_remembered_whatever_else_goes()
    {
        ResultMemory memory = Memory(entries: 1, bytes: 1);
        RememberedResult running = memory.Get("", Count, "k", out _);
        memory.Get("", Count, "other", out _).Complete([1]);
        memory.Get("", Count, "large", out _).Complete(new byte[100]);
        _time.Advance(TimeSpan.FromHours(1));

        memory.Get("", Count, "k", out bool isFirst).ShouldBeSameAs(running);

        isFirst.ShouldBeFalse();
    }

    [Fact]
    public void Failure_is_not_remembered()
    {
        ResultMemory memory = Memory();
        memory.Get("", Count, "k", out _).Fail(ReactorErrors.Cancelled);

        memory.Get("", Count, "k", out bool isFirst);

        isFirst.ShouldBeTrue();
    }

    [Fact]
    public void Key_is_its_callers_and_its_elements()
    {
        ResultMemory memory = Memory();
        memory.Get("one", Count, "k", out _).Complete([1]);

        memory.Get("other", Count, "k", out bool isFirstOfCaller);
        memory.Get("one", new Element(AtomGroup.Df, "other"), "k", out bool isFirstOfElement);
        memory.Get("one", Count, "k", out bool isFirst);

        (isFirstOfCaller, isFirstOfElement, isFirst).ShouldBe((true, true, false));
    }

    private ResultMemory Memory(int entries = 100, long bytes = 100) => new(_time, entries, bytes, TimeSpan.FromSeconds(60));

    // Asking for one that is not there makes it run, which the next question would take for known: each is asked for once.
    private static string[] Known(ResultMemory memory, params string[] keys) =>
        [.. keys.Where(key =>
        {
            memory.Get("", Count, key, out bool isFirst);
            return !isFirst;
        })];
}
