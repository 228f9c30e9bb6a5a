using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Timers and signals of a document are the engine's own, as those of a class.</summary>
public sealed class DocumentWaitTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private EngineBench _bench = null!;

    public async ValueTask InitializeAsync() =>
        _bench = await EngineBench.StartAsync(new MemoryJournal(), _time, static bench => bench.Remote = static request => new(PacketCodec.Serialize($"{request.Step}!")));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    // What comes before and after it is bonded past it: a timer gives nothing.
    [Theory]
    [InlineData("timer", true, """b {"input":"a!"}""")]
    [InlineData("tm", true, """b {"input":"a!"}""")]
    [InlineData("timer", false, """b {"input":"in"}""")]
    public async Task Timer_waits_in_the_journal(string element, bool isBonded, string given)
    {
        await StartAsync(
            $$"""
            { "id": "m", "steps": [ { "name": "a", "g": "df", "e": "x" }, { "name": "wait", "g": "ed", "e": "{{element}}", "d": { "seconds": 60 } }, { "name": "b", "g": "df", "e": "y" } ],
              "bonds": [ { "from": "a", "to": "wait" }, { "from": "wait", "to": "b" }{{(isBonded ? """, { "from": "a", "to": "b" }""" : "")}} ] }
            """);
        await ArmedAsync();

        _time.Advance(TimeSpan.FromSeconds(59));
        Given().ShouldBe(["""a {"input":"in"}"""]);
        _time.Advance(TimeSpan.FromSeconds(1));

        (await _bench.ResultAsync("r")).ShouldBe("b!");
        Given()[^1].ShouldBe(given);
    }

    [Fact]
    public async Task Run_that_ends_with_a_timer_gives_nothing()
    {
        await StartAsync("""{ "id": "m", "steps": [ { "name": "wait", "g": "ed", "e": "timer", "d": { "seconds": 0.5 } } ] }""");
        await ArmedAsync();

        _time.Advance(TimeSpan.FromSeconds(0.5));

        PacketCodec.ToJson((await _bench.Engine.ResultAsync("r", default)).Span).ShouldBe("null");
        Given().ShouldBeEmpty();
    }

    [Fact]
    public async Task Timer_beside_the_last_step_has_no_part_in_the_output()
    {
        await StartAsync("""{ "id": "m", "steps": [ { "name": "wait", "g": "ed", "e": "timer", "d": { "seconds": 1 } }, { "name": "a", "g": "df", "e": "x" } ] }""");
        await ArmedAsync();

        _time.Advance(TimeSpan.FromSeconds(1));

        (await _bench.ResultAsync("r")).ShouldBe("a!");
    }

    [Fact]
    public async Task Document_with_another_wait_is_another_plan()
    {
        await StartAsync(Waits("""{ "name": "wait", "g": "ed", "e": "timer", "d": { "seconds": 60 } }, { "name": "paid", "g": "ed", "e": "signal", "d": { "timeout": 5 } }"""));

        foreach (string other in new[] { "{ \"seconds\": 61 } }, { \"name\": \"paid\", \"g\": \"ed\", \"e\": \"signal\", \"d\": { \"timeout\": 5 } }", "{ \"seconds\": 60 } }, { \"name\": \"paid\", \"g\": \"ed\", \"e\": \"signal\" }" })
        {
            PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
                () => StartAsync(Waits($$"""{ "name": "wait", "g": "ed", "e": "timer", "d": {{other}}"""), "r2"));
            (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.Conflict, "Two plans are both m/1. Give one another name or version."));
        }

        static string Waits(string steps) => $$"""{ "id": "m", "steps": [ {{steps}} ] }""";
    }

    [Theory]
    [InlineData("signal")]
    [InlineData("sg")]
    public async Task Signal_brings_its_value_to_the_step_with_its_name(string element)
    {
        await StartAsync(Paid(element, "null"));
        await WaitingAsync();

        await _bench.Engine.SignalAsync("r", "paid", PacketCodec.Serialize("money"), default);

        (await _bench.ResultAsync("r")).ShouldBe("b!");
        Given().ShouldBe(["""b {"input":"money"}"""]);
    }

    [Fact]
    public async Task Signal_that_does_not_come_in_time_ends_the_run()
    {
        await StartAsync(Paid("signal", """{ "timeout": 10 }"""));
        await ArmedAsync();

        _time.Advance(TimeSpan.FromSeconds(10));

        await ArmedAsync();
        (await _bench.Engine.InfoAsync("r", default)).IsOver.ShouldBeTrue();
        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(() => _bench.ResultAsync("r"));
        refusal.Code.ShouldBe(ErrorCodes.TimedOut);
        refusal.Message.ShouldContain("No signal paid came within 10 s");
        Given().ShouldBeEmpty();
    }

    [Fact]
    public async Task Durable_pipeline_goes_on_after_a_timer_with_what_came_before_it()
    {
        FlowValue pipeline = Parse(
            """
            { "steps": [ { "g": "ed", "e": "timer", "d": { "seconds": 1 } }, { "g": "df", "e": "x" }, { "g": "ed", "e": "timer", "d": { "seconds": 1 } },
                         { "g": "ed", "e": "tm", "d": { "seconds": 1 } }, { "g": "df", "e": "y", "d": { "k": 1 } } ] }
            """);
        await _bench.Engine.StartDocumentAsync(SequenceDocument.Of(pipeline), PacketCodec.Serialize("in"), "r", default);
        for (int timer = 0; timer < 3; timer++)
        {
            await ArmedAsync();
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        (await _bench.ResultAsync("r")).ShouldBe("step4!");
        Given().ShouldBe(["""step1 {"input":"in"}""", """step4 {"k":1,"input":"step1!"}"""]);
    }

    private static string Paid(string element, string data) =>
        $$"""
        { "id": "m", "steps": [ { "name": "paid", "g": "ed", "e": "{{element}}", "d": {{data}} }, { "name": "b", "g": "df", "e": "y" } ], "bonds": [ { "from": "paid", "to": "b" } ] }
        """;

    private static FlowValue Parse(string json) => PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json));

    private async Task StartAsync(string json, string run = "r") => await _bench.Engine.StartDocumentAsync(Parse(json), PacketCodec.Serialize("in"), run, default);

    private Task WaitingAsync() => _bench.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

    // The moment is set when all is durable and nothing goes on.
    private async Task ArmedAsync()
    {
        while (_bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }

    private string[] Given()
    {
        lock (_bench.Sent)
        {
            return [.. _bench.Sent.Select(static request => $"{request.Step} {PacketCodec.ToJson(request.Payload.Span)}")];
        }
    }
}
