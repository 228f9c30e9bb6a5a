using PacketFlow.Protocol;
using PacketFlow.Transport;

namespace PacketFlow.Reactor;

/// <summary>How long a thread of a lane works before others of the pool have their turn.</summary>
public class LaneThreadsTests
{
    [Theory]
    [InlineData(30, 4)]
    [InlineData(100, 1)]
    [InlineData(99, 2)]
    public async Task Thread_works_for_a_turn_and_stands_in_line_with_the_rest(int microsecondsEach, int done)
    {
        const int Atoms = 10;
        var time = new CountedTime(microsecondsEach);

        // Without threads of its own nothing runs but what the test does.
        var lane = new ParallelLane(AtomGroup.Df, Atoms, threads: 0, levelTicks: 1, time);
        for (int i = 0; i < Atoms; i++)
        {
            lane.TryEnqueue(Atom(lane)).ShouldBeTrue();
        }

        lane.Threads.Execute();

        lane.Waiting.ShouldBe(Atoms - done);
        time.LetOthersGoOn();
        using var late = new CancellationTokenSource(TcpPeer.Patience);
        while (lane.Waiting > 0)
        {
            late.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    // One that was answered already: it runs nothing.
    private static Reaction Atom(ParallelLane lane)
    {
        var reaction = new Reaction(null!, null!);
        reaction.Take([], 0, new AtomFields { Priority = 5 }, 0, 0);
        reaction.Assign(new ElementSite(NumberHandler.Echo, lane, null!, [], TimeProvider.System, TimeSpan.Zero), 0);
        reaction.TryAnswer().ShouldBeTrue();
        return reaction;
    }

    /// <summary>Each look at it is later by as much as the last; another thread than the test's waits for leave.</summary>
    private sealed class CountedTime(int microseconds) : TimeProvider
    {
        private readonly TaskCompletionSource _mayGoOn = new();
        private readonly int _thread = Environment.CurrentManagedThreadId;
        private long _looks;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp()
        {
            if (Environment.CurrentManagedThreadId != _thread)
            {
                _mayGoOn.Task.Wait(TcpPeer.Patience);
            }

            return Interlocked.Increment(ref _looks) * microseconds;
        }

        public void LetOthersGoOn() => _mayGoOn.SetResult();
    }
}
