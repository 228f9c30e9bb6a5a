using PacketFlow.Molecules;
using PacketFlow.Molecules.Journals;

namespace PacketFlow.PostgreSql;

/// <summary>What hosts ask of runs that are not theirs to change: it is done, or refused in words.</summary>
public sealed class HandleTests(PostgresServer server) : SharedJournalTests(server)
{
    private int _refusals = 1;

    [Fact]
    public async Task Cancel_reaches_a_run_whose_plan_only_its_owner_knows_and_a_signal_is_refused()
    {
        EngineBench owner = await HostAsync(null, Waiter());
        EngineBench stranger = await HostAsync(null, new TestMolecule("other").Step("A"));
        await StartAsync(owner, "waiter", "r");
        await owner.UntilAsync("r", static info => info.Status == RunStatus.Waiting);

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await stranger.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), default));
        await stranger.Engine.CancelAsync("r", default);

        refusal.Message.ShouldBe("Run r cannot go on in this host: it does not know waiter/1 as the run was started. Bring that molecule back, or delete the run.");
        (await Should.ThrowAsync<PacketFlowException>(() => stranger.ResultAsync("r"))).Code.ShouldBe(ErrorCodes.Cancelled);
    }

    [Fact]
    public async Task Run_that_two_hosts_have_tried_again_at_once_is_tried_by_one()
    {
        EngineBench[] hosts = [await HostAsync(RefuseOnce, Flaky()), await HostAsync(RefuseOnce, Flaky())];
        for (int number = 0; number < 20; number++)
        {
            string id = $"r{number}";
            _refusals = 1;
            await StartAsync(hosts[0], "flaky", id);
            await Should.ThrowAsync<PacketFlowException>(() => hosts[0].ResultAsync(id));

            Task[] tries = [.. hosts.Select(host => Task.Run(async () => await host.Engine.ResumeAsync(id, default)))];
            await Task.WhenAll(tries).ContinueWith(static _ => { }, TaskScheduler.Default);

            // It came too late, or was overtaken in the middle.
            foreach (Task one in tries.Where(static one => !one.IsCompletedSuccessfully))
            {
                (await Should.ThrowAsync<PacketFlowException>(one)).Code.ShouldBeOneOf(ErrorCodes.Conflict, ErrorCodes.OutcomeUnknown);
            }

            (await hosts[1].ResultAsync(id)).ShouldBe("done");
        }

        hosts.Sum(static host => host.Ran.Count).ShouldBe(40);
    }

    [Theory]
    [InlineData(RunStatus.Failed)]
    [InlineData(RunStatus.InDoubt)]
    public async Task Host_whose_lease_is_over_opens_no_run_again_and_says_so(RunStatus status)
    {
        EngineBench host = await HostAsync(null, Flaky());
        RunEntry entry = JournalConformance.Entry("r", 1) with
        {
            Molecule = "flaky", Fingerprint = Flaky().Plan.Fingerprint, Status = status, IsOver = true,
        };
        await host.Engine.Journal.AppendAsync(new RunBatch(entry, host.Engine.Epoch, new byte[] { 1 }));
        await PostgresServer.DoAsync(Database, $"DELETE FROM packetflow.hosts WHERE epoch = {host.Engine.Epoch}");

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(
            async () => await (status == RunStatus.Failed ? host.Engine.ResumeAsync("r", default) : host.Engine.CancelAsync("r", default)));

        (refusal.Code, refusal.Category).ShouldBe((ErrorCodes.Unavailable, ErrorCategory.Retryable));
        refusal.Message.ShouldStartWith("Run r is not this host's to open now");
    }

    // PostgreSQL refuses to be asked for the first two, which must not be taken for a server that does not answer.
    [Theory]
    [InlineData("a\0b")]
    [InlineData("\ud800")]
    [InlineData("nobody")]
    public async Task There_is_no_run_whose_id_no_run_can_have(string id)
    {
        EngineBench host = await HostAsync(null, Flaky());

        foreach (Func<Task> operation in new Func<Task>[]
        {
            () => host.ResultAsync(id),
            async () => await host.Engine.InfoAsync(id, default),
            async () => await host.Engine.TraceAsync(id, default).ToListAsync(),
            async () => await host.Engine.CancelAsync(id, default),
            async () => await host.Engine.SignalAsync(id, "A", new byte[] { 1 }, default),
            async () => await host.Engine.ResumeAsync(id, default),
            async () => await host.Engine.DeleteAsync(id, default),
        })
        {
            (await Should.ThrowAsync<PacketFlowException>(operation)).Message.ShouldStartWith("There is no run ");
        }
    }

    private static TestMolecule Flaky() => new TestMolecule("flaky").Step("A");

    private static async Task StartAsync(EngineBench host, string molecule, string id) => await host.Engine.StartAsync(molecule, 1, PacketCodec.Serialize("in"), id, default);

    private void RefuseOnce(EngineBench bench) =>
        bench.On("A", _ => Interlocked.Exchange(ref _refusals, 0) > 0 ? throw new ElementException("SHOP1", ErrorCategory.Fatal, "No.") : "done");
}
