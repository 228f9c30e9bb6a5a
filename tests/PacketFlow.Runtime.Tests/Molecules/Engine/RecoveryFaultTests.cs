using PacketFlow.Molecules.Journals;

namespace PacketFlow.Molecules;

/// <summary>A run that cannot be read, for whatever reason, keeps no other one from going on.</summary>
public sealed class RecoveryFaultTests
{
    private const int Runs = 1000;

    // Of the real clock, and only where something is broken.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_whose_reading_throws_what_nobody_foresaw_stops_no_other()
    {
        TestMolecule molecule = new TestMolecule("m").Step("A", idempotent: true);
        var (time, journal, allRan) = (new ManualTime(), new MemoryJournal(), new TaskCompletionSource());
        await using (EngineBench first = await EngineBench.StartAsync(
            journal,
            time,
            static bench => bench.On("A", static async (_, call) =>
            {
                await Task.Delay(Timeout.Infinite, call.Cancellation);
                return [];
            }),
            molecule))
        {
            for (int number = 0; number < Runs; number++)
            {
                await first.Engine.StartAsync("m", 1, PacketCodec.Serialize("in"), $"r{number:000}", default);
            }
        }

        int ran = 0;
        await using EngineBench second = await EngineBench.StartAsync(
            new FaultyJournal(journal, "r000"),
            time,
            bench => bench.On("A", _ =>
            {
                if (Interlocked.Increment(ref ran) == Runs - 1)
                {
                    allRan.SetResult();
                }

                return "a";
            }),
            molecule);

        await allRan.Task.WaitAsync(Patience);
        (await second.Engine.InfoAsync("r000", default)).Status.ShouldBe(RunStatus.Parked);
    }

    /// <summary>Throws for one run.</summary>
    private sealed class FaultyJournal(RunJournal inner, string faulty) : OtherJournal(inner)
    {
        public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => id == faulty ? throw new InvalidCastException() : base.ReadAsync(id);
    }
}
