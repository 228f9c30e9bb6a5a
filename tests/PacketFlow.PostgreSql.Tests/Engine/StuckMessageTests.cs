using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>A message that its run takes only much later, since the run cannot write.</summary>
public sealed class StuckMessageTests(PostgresServer server) : SharedJournalTests(server)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StuckProtector _protector = new("stuck");

    [Fact]
    public async Task Host_lives_on_for_the_others_while_a_message_waits()
    {
        EngineBench owner = await OwnerAsync("stuck");
        EngineBench other = await HostAsync(Waiter());
        Task signal = await SignalStuckAsync(other);
        DateTime before = await UntilAsync(owner);

        await Trials.UntilAsync(async () =>
        {
            owner.Time.Advance(Beat);
            return await UntilAsync(owner) > before;
        });

        await LetGoOnAsync(owner, signal);
    }

    [Fact]
    public async Task Message_that_waits_keeps_no_other_waiting()
    {
        EngineBench owner = await OwnerAsync("stuck", "free");
        EngineBench other = await HostAsync(Waiter());
        Task signal = await SignalStuckAsync(other);

        await other.Engine.SignalAsync("free", "Wait", PacketCodec.Serialize("go"), default).AsTask().WaitAsync(Patience);

        (await owner.ResultAsync("free")).ShouldBe("B(go)");
        await LetGoOnAsync(owner, signal);
    }

    private async Task<EngineBench> OwnerAsync(params string[] runs)
    {
        EngineBench owner = await HostAsync(new PostgreSqlJournal(new Server(Database)), _protector, null, Waiter());
        foreach (string run in runs)
        {
            await owner.Engine.StartAsync("waiter", 1, PacketCodec.Serialize("in"), run, default);
            await owner.UntilAsync(run, static info => info.Status == RunStatus.Waiting);
        }

        return owner;
    }

    private async Task<Task> SignalStuckAsync(EngineBench other)
    {
        _protector.IsBroken = true;
        Task signal = other.Engine.SignalAsync("stuck", "Wait", PacketCodec.Serialize("late"), default).AsTask();
        await _protector.Refused.WaitAsync(Patience);
        return signal;
    }

    private async Task LetGoOnAsync(EngineBench owner, Task signal)
    {
        _protector.IsBroken = false;
        owner.Time.Advance(TimeSpan.FromSeconds(5));

        await signal.WaitAsync(Patience);
        (await owner.ResultAsync("stuck")).ShouldBe("B(late)");
    }

    private async Task<DateTime> UntilAsync(EngineBench host) =>
        (DateTime)(await PostgresServer.DoAsync(Database, $"SELECT until FROM packetflow.hosts WHERE epoch = {host.Engine.Epoch}"))!;

    /// <summary>Writes nothing of one run while it is broken.</summary>
    private sealed class StuckProtector(string run) : IPayloadProtector
    {
        private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public volatile bool IsBroken;

        public Task Refused => _refused.Task;

        public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload)
        {
            if (IsBroken && owner.RunId == run)
            {
                _refused.TrySetResult();
                throw new InvalidOperationException("It is broken.");
            }

            return payload.ToArray();
        }

        public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload) => payload.ToArray();
    }
}
