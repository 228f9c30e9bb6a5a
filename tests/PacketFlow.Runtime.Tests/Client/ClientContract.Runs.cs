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
        (await run.GetInfoAsync()).Status.ShouldBe(RunStatus.Failed);
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
    public async Task Step_of_a_molecule_is_PF403_to_clients() =>
        (await Should.ThrowAsync<PacketFlowException>(async () => await _client.SubmitAsync("df", "sum@payment/1/Sum", 1))).Code.ShouldBe("PF403");
}
