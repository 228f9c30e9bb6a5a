namespace PacketFlow.Client;

/// <summary>What every client does with molecules.</summary>
public abstract partial class ClientContract
{
    [Fact]
    public async Task Run_goes_through_elements_signals_and_steps()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 21);

        await run.SignalAsync("Paid", 8);

        (await run.GetResultAsync()).ShouldBe(50);
        RunInfo info = await run.GetInfoAsync();
        info.ShouldBe(info with { Id = run.Id, Molecule = "payment", Version = 1, Status = RunStatus.Completed, IsOver = true });
        info.StartedAt.ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Run_is_found_again_by_its_id_and_another_input_is_PF409()
    {
        await _client.StartAsync(PaymentModule.Molecule, 1, "once");
        await _client.StartAsync(PaymentModule.Molecule, 1, "once");
        (await Should.ThrowAsync<PacketFlowException>(() => _client.StartAsync(PaymentModule.Molecule, 2, "once"))).Code.ShouldBe("PF409");

        await _client.GetRun("once").SignalAsync("Paid", 1);

        (await _client.GetRun(PaymentModule.Molecule, "once").GetResultAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Run_that_fails_throws_the_steps_code_and_can_be_tried_again()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 1);
        await run.SignalAsync("Paid", -1);

        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Code.ShouldBe("SHOP8");
        RunInfo info = await run.GetInfoAsync();
        (info.Status, info.Code, info.Message).ShouldBe((RunStatus.Failed, "SHOP8", "Step Sum: Less than nothing."));
        await run.RetryAsync();
        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Code.ShouldBe("SHOP8");
    }

    [Fact]
    public async Task Run_is_traced_while_it_goes_on()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 1);
        var told = new List<string>();
        await foreach (RunEvent one in run.TraceAsync())
        {
            told.Add($"{one.Kind}{(one.Step is null ? "" : $" {one.Step}")}{(one.Status is { } status ? $" {status}" : "")}");
            if (one.Kind == RunEventKind.Waiting)
            {
                await run.SignalAsync("Paid", 1);
            }
        }

        told.ShouldBe(
        [
            "Started", "StepStarted Double", "StepDone Double", "Waiting Paid", "Signalled Paid", "StepDone Paid", "StepStarted Sum", "StepDone Sum", "Ended Completed",
        ]);
    }

    [Fact]
    public async Task Run_that_is_cancelled_says_so()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 1);

        await run.CancelAsync();

        (await Should.ThrowAsync<PacketFlowException>(() => run.GetResultAsync())).Code.ShouldBe("PF499");
        (await run.GetInfoAsync()).Status.ShouldBe(RunStatus.Cancelled);
    }

    [Fact]
    public async Task Wait_for_a_run_can_be_given_up_and_the_run_goes_on()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 1);
        using var patience = new CancellationTokenSource();
        Task<long> waiting = run.GetResultAsync(patience.Token);

        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await run.GetInfoAsync()).IsOver.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_that_is_not_there_is_PF001() =>
        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.GetRun("nobody").GetInfoAsync())).Code.ShouldBe("PF001");

    [Fact]
    public async Task Run_is_started_and_asked_about_by_names_alone()
    {
        FlowValue started = await _client.SubmitAsync("cf", "start", FlowValue.Map(("molecule", "payment"), ("input", 4)));
        await _client.SubmitAsync("cf", "signal", FlowValue.Map(("run_id", started["run_id"]), ("step", "Paid"), ("value", 2)));

        (await _client.SubmitAsync("cf", "run", started)).AsInt64().ShouldBe(10);
        (await _client.SubmitAsync("cf", "status", started))["status"].AsString().ShouldBe("completed");
        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("cf", "status", FlowValue.Map(("run_id", 7))))).Message.ShouldContain("d.run_id");
    }

    [Fact]
    public async Task Runs_are_listed_by_status_molecule_and_time()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            await _client.StartAsync(PaymentModule.Molecule, 1, id);
        }

        await _client.GetRun("b").CancelAsync();
        await Should.ThrowAsync<PacketFlowException>(() => _client.GetRun("b").GetValueAsync());
        await foreach (RunEvent one in _client.GetRun("c").TraceAsync())
        {
            if (one.Kind == RunEventKind.Waiting)
            {
                break;
            }
        }

        RunInfo cancelled = await _client.GetRun("b").GetInfoAsync();
        (await IdsAsync(null)).ShouldBe(["a", "b", "c"]);
        (await IdsAsync(new RunSearch { Status = RunStatus.Cancelled, IsOver = true, Molecule = "payment" })).ShouldBe(["b"]);
        (await IdsAsync(new RunSearch { IsOver = false, After = "a" })).ShouldBe(["c"]);
        (await IdsAsync(new RunSearch { Molecule = "nothing" })).ShouldBeEmpty();
        (await IdsAsync(new RunSearch { UpdatedFrom = cancelled.UpdatedAt, Status = RunStatus.Cancelled })).ShouldBe(["b"]);
        (await IdsAsync(new RunSearch { UpdatedBefore = cancelled.UpdatedAt, Status = RunStatus.Cancelled })).ShouldBeEmpty();
        await foreach (RunInfo info in _client.ListRunsAsync(new RunSearch { IsOver = true }))
        {
            info.ShouldBe(cancelled with { Code = null, Message = null });
        }
    }

    [Fact]
    public async Task Runs_are_listed_by_names_alone_a_page_at_a_time()
    {
        foreach (string id in new[] { "a", "b", "c" })
        {
            await _client.StartAsync(PaymentModule.Molecule, 1, id);
        }

        FlowValue first = await _client.SubmitAsync("cf", "runs", FlowValue.Map(("limit", 2), ("updated_from", "2001-01-01T00:00:00Z")));
        FlowValue second = await _client.SubmitAsync("cf", "runs", FlowValue.Map(("limit", 2), ("after", first["next"])));

        first["runs"].Items.Select(static run => run["run_id"].AsString()).ShouldBe(["a", "b"]);
        second["runs"].Items.Select(static run => run["run_id"].AsString()).ShouldBe(["c"]);
        second["next"].IsNil.ShouldBeTrue();
    }

    [Theory]
    [InlineData("status", "finished", "running, waiting")]
    [InlineData("updated_from", "yesterday", "d.updated_from")]
    [InlineData("nested", "yes", "true or false")]
    public async Task Search_that_makes_no_sense_is_PF003_with_what_is_allowed(string member, string value, string words)
    {
        var failure = await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("cf", "runs", FlowValue.Map((member, value))));

        failure.Code.ShouldBe("PF003");
        failure.Message.ShouldContain(words);
    }

    [Fact]
    public async Task Run_is_deleted_when_it_is_over_and_not_before()
    {
        RunHandle<long> run = await _client.StartAsync(PaymentModule.Molecule, 1, "gone");

        var refusal = await Should.ThrowAsync<PacketFlowException>(async () => await run.DeleteAsync());
        await run.SignalAsync("Paid", 1);
        await run.GetResultAsync();
        await run.DeleteAsync();

        refusal.Code.ShouldBe("PF409");
        refusal.Message.ShouldContain("when it is over");
        (await Should.ThrowAsync<PacketFlowException>(async () => await run.GetInfoAsync())).Code.ShouldBe("PF001");
        (await Should.ThrowAsync<PacketFlowException>(async () => await run.DeleteAsync())).Code.ShouldBe("PF001");
        (await IdsAsync(null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Step_of_a_molecule_is_PF403_to_clients() =>
        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("df", "sum@payment/1/Sum", 1))).Code.ShouldBe("PF403");

    private async Task<List<string>> IdsAsync(RunSearch? search)
    {
        var ids = new List<string>();
        await foreach (RunInfo info in _client.ListRunsAsync(search))
        {
            ids.Add(info.Id);
        }

        return ids;
    }
}
