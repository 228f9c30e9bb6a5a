using PacketFlow.Molecules;

namespace PacketFlow.PostgreSql;

/// <summary>A covalent resource is one for all hosts on a journal.</summary>
public sealed class LockTests(PostgresServer server) : SharedJournalTests(server)
{
    [Fact]
    public async Task Runs_of_different_hosts_hold_a_resource_one_after_the_other()
    {
        int holders = 0, most = 0, runs = 0;
        void Configure(EngineBench bench) => bench.On("A", _ => Enter()).On("B", _ => Leave());
        EngineBench[] hosts = [await HostAsync(Configure), await HostAsync(Configure), await HostAsync(Configure)];

        await Task.WhenAll(Enumerable.Range(0, 30).Select(number => hosts[number % 3].RunAsync("pair")));

        (most, runs).ShouldBe((1, 30));
        (await PostgresServer.DoAsync(Database, "SELECT count(*) FROM packetflow.locks")).ShouldBe(0L);

        string Enter()
        {
            most = Math.Max(most, Interlocked.Increment(ref holders));
            return "";
        }

        string Leave()
        {
            Interlocked.Decrement(ref holders);
            runs++;
            return "";
        }
    }

    [Fact]
    public async Task What_a_silent_host_held_stays_with_its_run_until_that_went_on()
    {
        var isHeld = new TaskCompletionSource();
        EngineBench silent = await HostAsync(bench => bench.On("A", async (_, call) =>
        {
            isHeld.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        }));
        EngineBench other = await HostAsync(null);
        await silent.Engine.StartAsync("pair", 1, PacketCodec.Serialize("first"), "held", default);
        await isHeld.Task;
        Task<string> second = other.RunAsync("pair", "second", "waits");

        await EndLeaseAsync(silent);
        await Trials.UntilAsync(async () =>
        {
            other.Time.Advance(Beat);
            return (long)(await PostgresServer.DoAsync(Database, "SELECT epoch FROM packetflow.runs WHERE id = 'held'"))! == other.Engine.Epoch;
        });

        await other.ResultAsync("held");
        await second;
        other.Ran.ShouldBe(["A", "B", "A", "B"]);
        silent.Time.Advance(Beat);
        await Trials.UntilAsync(() => Task.FromResult(silent.Engine.Locks.OwnerOf("stock") is null));
    }

    [Fact]
    public async Task What_a_host_took_over_and_cannot_read_keeps_none_of_its_own_runs_waiting()
    {
        EngineBench gone = await HostAsync(new PostgreSqlJournal(new Server(Database)), new ToyProtector(7), static bench => bench.On("A", static async (_, call) =>
        {
            await Task.Delay(Timeout.Infinite, call.Cancellation);
            return [];
        }), Pair());
        await gone.Engine.StartAsync("pair", 1, PacketCodec.Serialize("first"), "held", default);
        await Trials.UntilAsync(async () => (await PostgresServer.DoAsync(Database, "SELECT locks FROM packetflow.runs WHERE id = 'held'")) is "stock");
        await gone.DisposeAsync();

        EngineBench blind = await HostAsync(new PostgreSqlJournal(new Server(Database)), new ToyProtector(8), null, Pair());
        await Trials.UntilAsync(async () => (long)(await PostgresServer.DoAsync(Database, "SELECT epoch FROM packetflow.runs WHERE id = 'held'"))! == 0);
        EngineBench able = await HostAsync(new PostgreSqlJournal(new Server(Database)), new ToyProtector(7), null, Pair());
        await able.ResultAsync("held");

        (await blind.RunAsync("pair", "second").WaitAsync(TimeSpan.FromSeconds(30))).ShouldNotBeNull();
    }

    private static TestMolecule Pair() => new TestMolecule("pair").Step("A", idempotent: true).Step("B", idempotent: true).Covalent("A", "B", "stock");

    private Task<EngineBench> HostAsync(Action<EngineBench>? configure) => HostAsync(configure, Pair());
}
