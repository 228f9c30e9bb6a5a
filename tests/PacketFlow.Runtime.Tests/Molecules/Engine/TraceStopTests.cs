using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Who follows a run in a host that stops.</summary>
public sealed class TraceStopTests
{
    // Of the real clock, and only where something is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Trace_of_a_run_that_waits_ends_with_its_host_and_says_so()
    {
        EngineBench bench = await EngineBench.StartAsync(
            new MemoryJournal(), new ManualTime(), null, new TestMolecule("m").Step("Wait", kind: StepKind.Signal, seconds: null));
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), "r", default);
        var isFollowed = new TaskCompletionSource();
        Task trace = Task.Run(async () =>
        {
            await foreach (RunEvent _ in bench.Engine.TraceAsync(run, default))
            {
                isFollowed.TrySetResult();
            }
        });
        await isFollowed.Task;

        await bench.DisposeAsync();

        var refusal = await Should.ThrowAsync<PacketFlowException>(() => trace.WaitAsync(Patience));
        refusal.Code.ShouldBe(ErrorCodes.Unavailable);
        refusal.Message.ShouldBe("The host stops. Run r is kept and goes on with the next start: ask for it again by its id.");
    }
}
