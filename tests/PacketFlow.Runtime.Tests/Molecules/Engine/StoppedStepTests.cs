using PacketFlow.Molecules.Journals;
using PacketFlow.Reactor;

namespace PacketFlow.Molecules;

/// <summary>A step whose time is over and whose handler does not care is named, since nothing else tells who holds the thread.</summary>
public sealed class StoppedStepTests : IDisposable
{
    private const int StepIgnoresToken = 1417;

    private readonly ToldLines _told = new();
    private readonly ManualTime _time = new();
    private readonly TaskCompletionSource _begun = new();

    public void Dispose() => _told.Dispose();

    [Fact]
    public async Task Handler_that_goes_on_is_told_a_second_later()
    {
        var gate = new TaskCompletionSource<byte[]>();
        await using EngineBench bench = await RunOutOfTimeAsync(_ => gate.Task);

        _told.Of(StepIgnoresToken).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(1));

        _told.Of(StepIgnoresToken).ShouldBe(["Step A of run r goes on although its try 1 was told to stop: after 6 s it has not returned. Does it pass its CancellationToken on?"]);
        gate.SetResult([]);
    }

    [Fact]
    public async Task Handler_that_stops_is_not_told()
    {
        var stopped = new TaskCompletionSource();
        await using EngineBench bench = await RunOutOfTimeAsync(async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ContinueWith(static _ => { }, TaskScheduler.Default);
            stopped.SetResult();
            return [];
        });

        await stopped.Task;
        while (bench.Engine.Followed > 0)
        {
            await Task.Yield();
        }

        _time.Advance(TimeSpan.FromMinutes(1));

        _told.Of(StepIgnoresToken).ShouldBeEmpty();
    }

    private async Task<EngineBench> RunOutOfTimeAsync(Func<CancellationToken, Task<byte[]>> step)
    {
        EngineBench bench = await EngineBench.StartLoggingAsync(new MemoryJournal(), _time, _told, new TestMolecule("m").Step("A", seconds: 5));
        bench.On("A", (_, call) =>
        {
            Task<byte[]> running = step(call.Cancellation);
            _begun.SetResult();
            return new ValueTask<byte[]>(running);
        });
        await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), "r", default);
        await _begun.Task;
        _time.Advance(TimeSpan.FromSeconds(5));
        (await Should.ThrowAsync<PacketFlowException>(() => bench.ResultAsync("r"))).Code.ShouldBe("PF408");
        return bench;
    }
}
