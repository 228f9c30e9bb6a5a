using System.Threading.Channels;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>Several ask for a run that sleeps at the same moment: one of them reads it, and all have it when that is done.</summary>
public sealed class LoadingTests : IDisposable
{
    private const int Runs = 20;

    // Of the real clock, and only where something is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly HeldJournal _journal = new(new MemoryJournal());
    private readonly Racer _racer = new();
    private readonly Channel<bool> _hung = Channel.CreateUnbounded<bool>();

    public void Dispose() => _journal.DisposeAsync().AsTask().Wait();

    // What overtook it would have its step begun at once, beside the one on trial.
    [Fact]
    public async Task Signal_does_not_overtake_the_recovery_of_a_suspect()
    {
        await LifeAsync(Runs, bench => Task.WhenAll(Enumerable.Range(0, Runs).Select(number =>
            bench.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), $"r{number}", default).AsTask())));
        await LifeAsync(Runs, static _ => Task.CompletedTask);
        _journal.IsHeld = true;
        List<Task> signals = [];
        await LifeAsync(0, async bench =>
        {
            for (int number = 0; number < Runs; number++)
            {
                (string run, TaskCompletionSource mayRead) = await _journal.NextAsync();
                signals.Add(bench.Engine.SignalAsync(run, "Wait", PacketCodec.Serialize("go"), default).AsTask());
                await Task.Run(mayRead.SetResult);
            }

            _journal.MayWrite.SetResult();

            for (int turn = 1; turn <= Runs; turn++)
            {
                await _hung.Reader.ReadAsync().AsTask().WaitAsync(Patience);
                bench.Ran.Count.ShouldBe(turn);
                _time.Advance(TimeSpan.FromSeconds(30));
            }
        });

        await Task.WhenAll(signals).WaitAsync(Patience);
    }

    // A process whose steps hang. It dies by being left alone.
    private async Task LifeAsync(int hung, Func<EngineBench, Task> live)
    {
        EngineBench bench = await EngineBench.StartAsync(
            _journal,
            _time,
            _racer,
            bench => bench.On("A", async (_, call) =>
            {
                _hung.Writer.TryWrite(true);
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return [];
            }),
            new TestMolecule("m").Step("A", seconds: null).Step("Wait", kind: StepKind.Signal, seconds: null));
        await live(bench);
        for (int i = 0; i < hung; i++)
        {
            await _hung.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
    }

    /// <summary>Reads and writes nothing before it is told to.</summary>
    private sealed class HeldJournal(RunJournal inner) : OtherJournal(inner)
    {
        private readonly Channel<(string Run, TaskCompletionSource MayRead)> _asked = Channel.CreateUnbounded<(string, TaskCompletionSource)>();

        public bool IsHeld { get; set; }

        public TaskCompletionSource MayWrite { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<(string Run, TaskCompletionSource MayRead)> NextAsync() => _asked.Reader.ReadAsync().AsTask().WaitAsync(Patience);

        public override async ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id)
        {
            if (IsHeld)
            {
                var mayRead = new TaskCompletionSource();
                _asked.Writer.TryWrite((id, mayRead));
                await mayRead.Task.ConfigureAwait(false);
            }

            return await base.ReadAsync(id).ConfigureAwait(false);
        }

        public override async ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            await (IsHeld ? MayWrite.Task : Task.CompletedTask).ConfigureAwait(false);
            return await base.AppendAsync(batch).ConfigureAwait(false);
        }
    }

    /// <summary>Has all that wait for what a thread reads go on at once and elsewhere, and not on that thread in their order.</summary>
    private sealed class Racer : IPayloadProtector
    {
        public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload) => payload.ToArray();

        public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload)
        {
            SynchronizationContext.SetSynchronizationContext(new Elsewhere());
            return payload.ToArray();
        }
    }

    private sealed class Elsewhere : SynchronizationContext;
}
