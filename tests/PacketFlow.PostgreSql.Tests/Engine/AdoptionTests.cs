using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>Who goes on with the runs of a host that is gone.</summary>
public sealed class AdoptionTests(PostgresServer server) : SharedJournalTests(server)
{
    private const int Portion = 2;
    private const int Runs = 20;

    // The first of the two that find them is slow to go on with its portion: the other takes all else.
    [Fact]
    public async Task Hosts_share_the_runs_of_one_that_is_gone()
    {
        var slow = new HeldProtector(isOpen: false);
        EngineBench gone = await HostAsync(Journal(), new HeldProtector(isOpen: true), Hanging, Chain());
        for (int number = 0; number < Runs; number++)
        {
            await gone.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), $"r{number}", default);
        }

        await Trials.UntilAsync(() => Task.FromResult(gone.Ran.Count == Runs));
        EngineBench first = await HostAsync(Journal(), slow, null, Chain());
        EngineBench second = await HostAsync(Journal(), new HeldProtector(isOpen: true), null, Chain());

        await gone.DisposeAsync();
        await Trials.UntilAsync(async () => await OwnedByAsync(first) > 0);
        await Trials.UntilAsync(async () => await OwnedByAsync(second) + await OwnedByAsync(first) == Runs);
        slow.Open();

        for (int number = 0; number < Runs; number++)
        {
            (await second.ResultAsync($"r{number}")).ShouldBe("B(A(in))");
        }

        (first.Ran.Count(static step => step == "B"), second.Ran.Count(static step => step == "B")).ShouldBe((Portion, Runs - Portion));
    }

    [Fact]
    public async Task Host_alone_takes_one_portion_after_the_other()
    {
        EngineBench gone = await HostAsync(Journal(), null, Hanging, Chain());
        for (int number = 0; number < Runs; number++)
        {
            await gone.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), $"r{number}", default);
        }

        await gone.DisposeAsync();
        EngineBench next = await HostAsync(Journal(), null, null, Chain());

        for (int number = 0; number < Runs; number++)
        {
            (await next.ResultAsync($"r{number}")).ShouldBe("B(A(in))");
        }
    }

    // The server has done it, and only the answer is lost: they have an owner then, which nobody else takes for gone.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_goes_on_with_a_portion_wherever_the_line_was_cut(bool isAnswer)
    {
        EngineBench gone = await HostAsync(Journal(), null, Hanging, Chain());
        for (int number = 0; number < Runs; number++)
        {
            await gone.Engine.StartAsync("chain", 1, PacketCodec.Serialize("in"), $"r{number}", default);
        }

        await gone.DisposeAsync();
        await using var proxy = Proxy();
        Task cut = proxy.CutAt("UPDATE packetflow.runs SET epoch = $1", isAnswer);
        var journal = new PostgreSqlJournal(new Server($"{Database};Host=127.0.0.1;Port={proxy.Port}"));
        await using (journal)
        {
            await using EngineBench next = await EngineBench.StartAsync(journal, new ManualTime(), null, Chain());

            await Trials.UntilAsync(() => Task.FromResult(next.Ran.Count(static step => step == "B") == Runs));
        }

        cut.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Host_with_a_name_goes_on_at_once_with_what_the_process_before_it_had()
    {
        EngineBench killed = await HostAsync(Named(), null, null, Waiter());
        await killed.Engine.StartAsync("waiter", 1, PacketCodec.Serialize("in"), "r", default);
        await killed.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        EngineBench next = await HostAsync(Named(), null, null, Waiter());

        (await OwnedByAsync(next)).ShouldBe(1);
        await next.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default);
        (await next.ResultAsync("r")).ShouldBe("B(go)");
        killed.Ran.ShouldBeEmpty();
    }

    // By mistake: the first lives. It loses what it had, once, and both go on.
    [Fact]
    public async Task Hosts_with_one_name_do_not_take_their_runs_from_each_other_for_ever()
    {
        EngineBench first = await HostAsync(Named(), null, null, Waiter());
        EngineBench second = await HostAsync(Named(), null, null, Waiter());
        long before = first.Engine.Epoch;

        await Trials.UntilAsync(() =>
        {
            first.Time.Advance(Beat);
            return Task.FromResult(first.Engine.Epoch > before);
        });

        (await PostgresServer.DoAsync(Database, $"SELECT count(*) FROM packetflow.hosts WHERE epoch IN ({first.Engine.Epoch}, {second.Engine.Epoch})")).ShouldBe(2L);
    }

    private static void Hanging(EngineBench bench) => bench.On("A", async (_, call) =>
    {
        await Task.Delay(Timeout.Infinite, call.Cancellation);
        return [];
    });

    private static TestMolecule Chain() => new TestMolecule("chain").Step("A", idempotent: true).Step("B", ["A"], idempotent: true).Ionic("A", "B");

    private PostgreSqlJournal Named() => new(new Server(Database)) { Host = "one" };

    private PostgreSqlJournal Journal() => new(new Server(Database)) { Portion = Portion };

    private async Task<long> OwnedByAsync(EngineBench host) =>
        (long)(await PostgresServer.DoAsync(Database, $"SELECT count(*) FROM packetflow.runs WHERE epoch = {host.Engine.Epoch}"))!;

    /// <summary>Reads nothing before it is told to.</summary>
    private sealed class HeldProtector(bool isOpen) : IPayloadProtector
    {
        private readonly TaskCompletionSource _opened = new();

        public void Open() => _opened.SetResult();

        public byte[] Protect(PayloadOwner owner, ReadOnlySpan<byte> payload) => payload.ToArray();

        public byte[] Unprotect(PayloadOwner owner, ReadOnlySpan<byte> payload)
        {
            if (!isOpen)
            {
                _opened.Task.Wait();
            }

            return payload.ToArray();
        }
    }
}
