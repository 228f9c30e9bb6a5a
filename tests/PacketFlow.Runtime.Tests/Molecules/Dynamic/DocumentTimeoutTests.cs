using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>The time that a document gives its runs. It is no part of the plan: documents that differ in it alone have one plan, and each its own time.</summary>
public sealed class DocumentTimeoutTests : IAsyncLifetime
{
    private readonly MemoryJournal _journal = new();
    private readonly ManualTime _time = new();
    private EngineBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await EngineBench.StartAsync(_journal, _time, null);

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _journal.DisposeAsync();
    }

    [Fact]
    public async Task Documents_that_differ_in_it_alone_have_their_own()
    {
        await StartAsync("long", "60");
        await StartAsync("short", "10");
        await StartAsync("endless", "null");

        await AdvanceAsync(10);
        (await EndAsync("short")).ShouldBe("PF408: Run short ended as Failed: The run was not done within 10 s.");
        (await StatusAsync("long")).ShouldBe(RunStatus.Waiting);

        await AdvanceAsync(50);
        (await EndAsync("long")).ShouldBe("PF408: Run long ended as Failed: The run was not done within 60 s.");
        (await StatusAsync("endless")).ShouldBe(RunStatus.Waiting);
    }

    // The next host knows the plan from the first document.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_that_is_tried_again_has_as_much_as_before(bool isElsewhere)
    {
        await StartAsync("endless", "null");
        await StartAsync("short", "10");
        await AdvanceAsync(10);
        if (isElsewhere)
        {
            await _bench.DisposeAsync();
            _bench = await EngineBench.StartAsync(_journal, _time, null);
        }

        await _bench.Engine.ResumeAsync("short", default);
        await AdvanceAsync(9);
        (await StatusAsync("short")).ShouldBe(RunStatus.Waiting);
        await AdvanceAsync(1);

        (await EndAsync("short")).ShouldBe("PF408: Run short ended as Failed: The run was not done within 10 s.");
    }

    private async Task StartAsync(string run, string timeout)
    {
        string json = $$"""{ "id": "m", "timeout": {{timeout}}, "steps": [ { "name": "paid", "g": "ed", "e": "signal" } ] }""";
        await _bench.Engine.StartDocumentAsync(PacketCodec.Deserialize<FlowValue>(PacketCodec.FromJson(json)), PacketCodec.Serialize("in"), run, default);
        await _bench.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
    }

    // Moments are set when all is durable, and what they bring about is done when nothing goes on.
    private async Task AdvanceAsync(int seconds)
    {
        await SettleAsync();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await SettleAsync();
    }

    private async Task SettleAsync()
    {
        while (_bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }
    }

    private async Task<string> EndAsync(string run)
    {
        (await StatusAsync(run)).ShouldBe(RunStatus.Failed);
        PacketFlowException end = await Should.ThrowAsync<PacketFlowException>(() => _bench.ResultAsync(run));
        return $"{end.Code}: {end.Message}";
    }

    private async Task<RunStatus> StatusAsync(string run) => (await _bench.Engine.InfoAsync(run, default)).Status;
}
