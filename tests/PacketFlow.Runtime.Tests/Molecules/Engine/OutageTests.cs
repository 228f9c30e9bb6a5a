using System.Threading.Channels;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>A journal that does not answer for a while, in the middle of a run.</summary>
public sealed class OutageTests
{
    // Of the real clock, and only where something is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Step_that_is_begun_does_not_wait_until_the_journal_takes_what_came_after_it()
    {
        var begun = new TaskCompletionSource();
        var journal = new SlowJournal(new MemoryJournal());
        await using EngineBench bench = await EngineBench.StartAsync(
            journal,
            new ManualTime(),
            bench => bench.On("A", (_, _) => ValueTask.FromResult(PacketCodec.Serialize("a"))).On("B", _ =>
            {
                begun.SetResult();
                return "b";
            }),
            new TestMolecule("m").Step("A").Step("B", ["A"]).Step("Wait", kind: StepKind.Signal, seconds: null).Ionic("A", "B"));
        string run = await bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), "r", default);
        TaskCompletionSource beginOfB = await journal.NextAsync();

        Task signal = bench.Engine.SignalAsync(run, "Wait", PacketCodec.Serialize("go"), default).AsTask();
        beginOfB.SetResult();
        TaskCompletionSource outage = await journal.NextAsync();

        await begun.Task.WaitAsync(Patience);
        outage.SetResult();
        (await journal.NextAsync()).SetResult();
        await signal;
    }

    /// <summary>Takes the batches after the first when it is told to.</summary>
    private sealed class SlowJournal(RunJournal inner) : OtherJournal(inner)
    {
        private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateUnbounded<TaskCompletionSource>();

        public Task<TaskCompletionSource> NextAsync() => _waiting.Reader.ReadAsync().AsTask();

        public override async ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            if (batch.Entry.Batches > 1)
            {
                var mayGoOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await _waiting.Writer.WriteAsync(mayGoOn);
                await mayGoOn.Task;
            }

            return await base.AppendAsync(batch);
        }
    }
}
