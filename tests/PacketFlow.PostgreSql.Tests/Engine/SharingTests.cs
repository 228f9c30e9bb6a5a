using Npgsql;
using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What hosts on one journal do for each other.</summary>
public sealed class SharingTests(PostgresServer server) : SharedJournalTests(server)
{
    [Fact]
    public async Task Listing_shows_a_run_whose_molecule_only_its_owner_knows_as_it_stands()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(new TestMolecule("other").Step("A"));
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        (await ListAsync()).ShouldBe([RunStatus.Waiting]);

        await EndLeaseAsync(owner);
        await PostgresServer.DoAsync(Database, "DELETE FROM packetflow.hosts WHERE until = '-infinity'");
        (await ListAsync()).ShouldBe([RunStatus.Parked]);

        async Task<List<RunStatus>> ListAsync()
        {
            var seen = new List<RunStatus>();
            await foreach (RunInfo info in other.Engine.ListAsync(new RunSearch(), default))
            {
                seen.Add(info.Status);
            }

            return seen;
        }
    }

    [Fact]
    public async Task Cancel_reaches_a_run_of_another_host()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");

        await other.Engine.CancelAsync("r", default);

        (await Should.ThrowAsync<PacketFlowException>(() => other.ResultAsync("r"))).Code.ShouldBe(ErrorCodes.Cancelled);
        (await owner.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Trace_follows_a_run_of_another_host_to_its_end()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        var seen = new List<string>();
        await foreach (RunEvent one in other.Engine.TraceAsync("r", default))
        {
            if (seen.Count == 0)
            {
                await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);
            }

            seen.Add($"{one.Kind} {one.Step}".Trim());
        }

        seen.Count.ShouldBeGreaterThan(3);
        seen[^1].ShouldBe((await TraceAsync(owner)).Last());
        seen.ShouldBe(await TraceAsync(owner));
    }

    [Fact]
    public async Task Run_of_a_host_that_left_goes_on_in_another()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        Task<string> result = other.ResultAsync("r");

        await owner.DisposeAsync();
        await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await result).ShouldBe("B(go)");
        other.Ran.ShouldBe(["B"]);
    }

    [Fact]
    public async Task Run_of_a_silent_host_goes_on_in_another_and_the_first_is_refused_when_it_wakes_up()
    {
        var isPaused = new TaskCompletionSource();
        var wakeUp = new TaskCompletionSource();
        EngineBench silent = await HostAsync(
            bench => bench.On("B", async (_, _) =>
            {
                isPaused.SetResult();
                await wakeUp.Task;
                return PacketCodec.Serialize("late");
            }),
            Chain());
        EngineBench other = await HostAsync(Chain());
        await StartAsync(silent, "chain");
        await isPaused.Task;
        Task<string> waiting = silent.ResultAsync("r");

        await EndLeaseAsync(silent);
        await TakeOverAsync(other);

        (await other.ResultAsync("r")).ShouldBe("B(A(in))");
        other.Ran.ShouldBe(["B"]);
        wakeUp.SetResult();
        silent.Time.Advance(Beat);
        (await waiting).ShouldBe("B(A(in))");
        (await Trials.UntilAsync(() => Task.FromResult(silent.Engine.ActiveCount == 0))).ShouldBeTrue();
    }

    [Fact]
    public async Task Host_that_slept_is_refused_by_the_store_though_it_does_not_know_of_its_lease()
    {
        EngineBench silent = await HostAsync(Waiter());
        EngineBench other = await HostAsync(Waiter());
        await StartAsync(silent, "waiter");
        await silent.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        Task<string> watching = silent.ResultAsync("r");
        await EndLeaseAsync(silent);
        await TakeOverAsync(other);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await silent.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("late"), default));

        refusal.Message.ShouldContain("Another host owns run r now");
        await other.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);
        (await other.ResultAsync("r")).ShouldBe("B(go)");
        silent.Time.Advance(Beat);
        (await watching).ShouldBe("B(go)");
    }

    [Fact]
    public async Task Host_whose_lease_ended_goes_on_with_what_nobody_took()
    {
        EngineBench host = await HostAsync(Waiter());
        await StartAsync(host, "waiter");
        await host.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        long before = host.Engine.Epoch;
        await PostgresServer.DoAsync(Database, $"DELETE FROM packetflow.hosts WHERE epoch = {before}");

        host.Time.Advance(Beat);
        await Trials.UntilAsync(async () => (long)(await PostgresServer.DoAsync(Database, "SELECT epoch FROM packetflow.runs"))! > before);
        await host.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await host.ResultAsync("r")).ShouldBe("B(go)");
    }

    [Theory]
    [InlineData("r")]
    [InlineData(null)]
    public async Task Run_that_is_being_made_when_its_host_finds_its_lease_over_is_made_all_the_same(string? id)
    {
        EngineBench host = await HostAsync(Chain());
        long before = host.Engine.Epoch;
        Task<string> started;
        await using (var locking = new NpgsqlConnection(Database + ";Pooling=false"))
        {
            await locking.OpenAsync();
            await using var hold = new NpgsqlCommand("BEGIN; LOCK TABLE packetflow.runs IN SHARE MODE", locking);
            await hold.ExecuteNonQueryAsync();
            started = host.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), id, default).AsTask();
            await PostgresServer.DoAsync(Database, $"DELETE FROM packetflow.hosts WHERE epoch = {before}");
            host.Time.Advance(Beat);
            await Trials.UntilAsync(() => Task.FromResult(host.Engine.Epoch > before));
        }

        Task<string> result = host.ResultAsync(await started);
        host.Time.Advance(Beat);

        (await result).ShouldBe("B(A(in))");
        host.Ran.ShouldBe(["A", "B"]);
    }

    [Fact]
    public async Task Run_started_under_one_id_by_two_hosts_at_once_is_one_run()
    {
        EngineBench[] hosts = [await HostAsync(Chain()), await HostAsync(Chain())];
        for (int number = 0; number < 20; number++)
        {
            string[] results = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.RunAsync("chain", id: $"r{number}"))));

            results.ShouldBe(["B(A(in))", "B(A(in))"]);
        }

        hosts.Sum(static host => host.Ran.Count).ShouldBe(40);
    }

    [Fact]
    public async Task Host_that_does_not_know_a_plan_leaves_its_runs_to_one_that_does()
    {
        EngineBench owner = await HostAsync(Waiter());
        EngineBench stranger = await HostAsync(Chain());
        await StartAsync(owner, "waiter");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        (await stranger.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Waiting);

        await owner.DisposeAsync();
        stranger.Time.Advance(Beat);
        EngineBench next = await HostAsync(Waiter());
        await next.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);

        (await stranger.ResultAsync("r")).ShouldBe("B(go)");
    }

    private static TestMolecule Chain() => new TestMolecule("chain").Step("A").Step("B", ["A"], idempotent: true).Ionic("A", "B");

    private Task<bool> TakeOverAsync(EngineBench host) => Trials.UntilAsync(async () =>
    {
        host.Time.Advance(Beat);
        return (long)(await PostgresServer.DoAsync(Database, "SELECT epoch FROM packetflow.runs"))! == host.Engine.Epoch;
    });
}
