namespace PacketFlow.Reactor;

public sealed class WatchdogTests : IDisposable
{
    private const int Alone = 4;

    private readonly Watchdog _watchdog = new(TimeProvider.System);

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public async Task Thread_is_given_the_turns_of_all_that_want_its_core()
    {
        Looked[] crowd = [.. Enumerable.Range(0, 1 + (2 * Environment.ProcessorCount)).Select(static _ => new Looked(isHeld: false))];
        foreach (Looked looked in crowd)
        {
            _watchdog.Enter(looked);
        }

        int patience = await crowd[^1].PatienceAsync(static patience => patience > Alone);

        patience.ShouldBe(3 * Alone);
    }

    [Fact]
    public async Task Threads_that_handlers_hold_already_want_no_core()
    {
        Looked[] crowd = [.. Enumerable.Range(0, 10 * Environment.ProcessorCount).Select(static _ => new Looked(isHeld: true))];
        foreach (Looked looked in crowd)
        {
            _watchdog.Enter(looked);
        }

        await crowd[^1].PatienceAsync(static _ => true);
        int patience = await crowd[0].PatienceAsync(static patience => patience == Alone);

        patience.ShouldBe(Alone);
    }

    private sealed class Looked(bool isHeld) : IWatched
    {
        private readonly TaskCompletionSource<int> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Func<int, bool> _wanted = static _ => false;

        public Task<int> PatienceAsync(Func<int, bool> wanted)
        {
            Volatile.Write(ref _wanted, wanted);
            return _seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        public bool Look(long now, int patience)
        {
            if (Volatile.Read(ref _wanted)(patience))
            {
                _seen.TrySetResult(patience);
            }

            return isHeld;
        }
    }
}
