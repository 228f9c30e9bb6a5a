using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>Hosts on one journal whose payloads pass through a protector.</summary>
public sealed class ProtectionTests(PostgresServer server) : SharedJournalTests(server)
{
    private const byte Key = 7;

    private static readonly TestMolecule Secretive = new TestMolecule("secretive")
        .Step("A", idempotent: true).Step("Paid", kind: StepKind.Signal, seconds: null).Step("B", ["A", "Paid"], idempotent: true)
        .Ionic("A", "Paid").Ionic("A", "B").Ionic("Paid", "B");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_of_a_host_that_is_gone_is_read_and_goes_on(bool isBusy)
    {
        await LeaveAsync(isBusy);

        EngineBench next = await HostAsync(new ToyProtector(Key));
        await next.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default);

        (await next.ResultAsync("left")).ShouldBe("B({a:A(in),paid:x})");
        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.batches WHERE encode(data, 'escape') LIKE '%A(in)%'")).ShouldBe(0L);
    }

    // The host that cannot read it lives all the time: it must not keep the run from one that can.
    [Theory]
    [InlineData(false, 8, "Run left cannot be read: ToyProtector threw InvalidOperationException. Give it the keys")]
    [InlineData(true, 8, "Run left cannot be read: ToyProtector threw InvalidOperationException. Give it the keys")]
    [InlineData(true, -1, "Run left was written through a payload protector, and this host has none. Register the IPayloadProtector")]
    public async Task Run_that_a_host_cannot_read_is_parked_there_and_goes_on_in_one_that_has_the_key(bool isBusy, int key, string words)
    {
        await LeaveAsync(isBusy);
        EngineBench wrong = await HostAsync(key < 0 ? null : new ToyProtector((byte)key));

        (await Should.ThrowAsync<PacketFlowException>(async () => await wrong.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default))).Message.ShouldStartWith(words);
        (await Should.ThrowAsync<PacketFlowException>(() => wrong.ResultAsync("left"))).Message.ShouldStartWith(words);
        (await wrong.Engine.InfoAsync("left", default)).Status.ShouldBe(RunStatus.Parked);
        (await StatusInListAsync(wrong)).ShouldBe(RunStatus.Parked);

        EngineBench right = await HostAsync(new ToyProtector(Key));
        await right.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default);
        await ElapseAsync(right, wrong);
        (await right.ResultAsync("left")).ShouldBe("B({a:A(in),paid:x})");
        (await wrong.Engine.InfoAsync("left", default)).Status.ShouldBe(RunStatus.Completed);
        wrong.Ran.ShouldBeEmpty();
    }

    // It looks the run up among its own, and finds out only when it is signalled that it cannot read it.
    [Fact]
    public async Task Signal_for_a_run_that_its_owner_cannot_read_waits_for_one_that_can()
    {
        await LeaveAsync(isBusy: false);
        EngineBench wrong = await HostAsync(new ToyProtector(8));
        (await PostgresServer.DoAsync(Database, $"SELECT count(*) FROM packetflow.runs WHERE epoch = {wrong.Engine.Epoch}")).ShouldBe(1L);

        EngineBench right = await HostAsync(new ToyProtector(Key));
        await right.Engine.SignalAsync("left", "Paid", PacketCodec.Serialize("x"), default);

        await ElapseAsync(right, wrong);
        (await right.ResultAsync("left")).ShouldBe("B({a:A(in),paid:x})");
    }

    // Messages that were for its former owner are looked for in each beat.
    private static Task ElapseAsync(EngineBench host, EngineBench other) => Trials.UntilAsync(async () =>
    {
        host.Time.Advance(Beat);
        other.Time.Advance(Beat);
        return (await host.Engine.InfoAsync("left", default)).IsOver;
    });

    private async Task LeaveAsync(bool isBusy)
    {
        var journal = new PostgreSqlJournal(new Server(Database));
        EngineBench first = await HostAsync(journal, new ToyProtector(Key), isBusy ? Hanging : null, Secretive);
        await first.Engine.StartAsync("secretive", 1, PacketCodec.Serialize("in"), "left", default);
        await Trials.UntilAsync(async () => isBusy ? first.Ran.Count == 1 : (await first.Engine.InfoAsync("left", default)).Status == RunStatus.Waiting);

        // It dies: it hears and says nothing more.
        journal.Called = null;
        await PostgresServer.DoAsync(Database, $"DELETE FROM packetflow.hosts WHERE epoch = {first.Engine.Epoch}");
    }

    private static void Hanging(EngineBench bench) => bench.On("A", async (_, call) =>
    {
        await Task.Delay(Timeout.Infinite, call.Cancellation);
        return [];
    });

    private Task<EngineBench> HostAsync(IPayloadProtector? protector) => HostAsync(new PostgreSqlJournal(new Server(Database)), protector, null, Secretive);

    private static async Task<RunStatus> StatusInListAsync(EngineBench host)
    {
        await foreach (RunInfo info in host.Engine.ListAsync(new RunSearch(), default))
        {
            return info.Status;
        }

        throw new InvalidOperationException("There is no run.");
    }
}
