using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PacketFlow.Client;
using PacketFlow.Hosting;
using PacketFlow.Molecules.Journals;
using PacketFlow.Observability;
using PacketFlow.Reactor;
using PacketFlow.Sqlite;
using PacketFlow.Transport;

namespace PacketFlow.Molecules;

/// <summary>What is asked of a run and cannot be done is refused in words: nobody takes it for done, and nobody waits for ever.</summary>
public sealed class HandleTests : IDisposable
{
    private const string CannotGoOn = "Run r cannot go on in this host: it does not know gone/1 as the run was started. Bring that molecule back, or delete the run.";

    private readonly string _folder = Directory.CreateTempSubdirectory("packetflow-handles").FullName;
    private readonly ManualTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("cancel")]
    [InlineData("signal")]
    [InlineData("result")]
    public async Task Parked_run_is_not_reached_and_can_only_be_deleted(string operation)
    {
        await using var journal = new MemoryJournal();
        await LeaveWaitingAsync(journal);
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, new TestMolecule("other").Step("A"));

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(() => AskAsync(bench, operation));

        (refusal.Code, refusal.Message).ShouldBe((ErrorCodes.Unavailable, CannotGoOn));
        (await bench.Engine.InfoAsync("r", default)).Status.ShouldBe(RunStatus.Parked);
        await bench.Engine.DeleteAsync("r", default);
        (await journal.FindAsync("r")).ShouldBeNull();
    }

    // Its settings were in another folder, or misspelt.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_that_has_a_journal_and_uses_none_says_so(bool hasJournal)
    {
        using var log = new HostLog();
        await using RunningHost host = await RunningHost.StartAsync([], (services, flow) =>
        {
            services.AddSingleton<ILoggerProvider>(log);
            if (hasJournal)
            {
                flow.AddSqlite();
            }
        });

        log.Lines.Any(static line => line.StartsWith("Runs are kept in memory", StringComparison.Ordinal)).ShouldBe(hasJournal);
    }

    [Fact]
    public async Task Signal_for_a_run_of_another_plan_of_that_name_is_not_judged_by_it()
    {
        await using var journal = new MemoryJournal();
        await LeaveWaitingAsync(journal);
        RunEntry entry = (await journal.FindAsync("r"))!;
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, new TestMolecule("other").Step("A"));
        bench.Engine.Registry.Add(new TestMolecule("gone").Step("Other"));

        (await Should.ThrowAsync<PacketFlowException>(() => AskAsync(bench, "signal"))).Message.ShouldBe(CannotGoOn);

        (await journal.FindAsync("r")).ShouldBe(entry);
    }

    [Theory]
    [InlineData("cancel", """{"run_id":"r"}""", "PF503")]
    [InlineData("signal", """{"run_id":"r","step":"Wait","value":1}""", "PF503")]
    [InlineData("run", """{"run_id":"r"}""", "PF503")]
    [InlineData("resume", """{"run_id":"r"}""", "PF409")]
    public async Task Parked_run_is_refused_over_the_wire_as_it_is_here(string element, string request, string code)
    {
        string path = Path.Combine(_folder, "runs.db");
        await using (var journal = new SqliteJournal(path))
        {
            await LeaveWaitingAsync(journal);
        }

        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Journal"] = $"sqlite:{path}" }, static (_, flow) => flow.AddSqlite());
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        (await door.RefusalAsync(element, request)).ShouldBe(code);
        await using PacketFlowClient client = await PacketFlowClient.ConnectAsync($"tcp://127.0.0.1:{host.Tcp.Port}");
        await foreach (RunEvent one in client.GetRun("r").TraceAsync())
        {
            one.Kind.ShouldNotBe(RunEventKind.Ended);
        }
    }

    [Fact]
    public async Task Trace_of_a_parked_run_says_that_it_is_not_over_as_its_status_does()
    {
        string path = Path.Combine(_folder, "runs.db");
        await using (var journal = new SqliteJournal(path))
        {
            await LeaveWaitingAsync(journal);
        }

        await using RunningHost host = await RunningHost.StartAsync(new() { ["PacketFlow:Journal"] = $"sqlite:{path}" }, static (_, flow) => flow.AddSqlite());
        await using JsonDoor door = await JsonDoor.OpenAsync(host, isHttp: true);

        JsonNode trace = (await door.AskAsync("trace", """{"run_id":"r"}"""))!;

        ((bool)trace["is_over"]!, (bool)trace["is_parked"]!).ShouldBe((false, true));
        ((bool)(await door.AskAsync("status", """{"run_id":"r"}"""))!["is_over"]!).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_that_cannot_go_on_is_told_of_once_however_often_it_is_asked_for()
    {
        using var told = new ToldLines();
        await using var journal = new MemoryJournal();
        await LeaveWaitingAsync(journal);
        await using EngineBench bench = await EngineBench.StartLoggingAsync(journal, _time, told, new TestMolecule("other").Step("A"));

        for (int time = 0; time < 3; time++)
        {
            await Should.ThrowAsync<PacketFlowException>(() => AskAsync(bench, "result"));
        }

        told.Of(EventIds.RunParked).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_that_cannot_be_read_is_told_of_once_however_often_it_is_asked_for()
    {
        using var told = new ToldLines();
        await using var journal = new MemoryJournal();
        await LeaveWaitingAsync(journal);
        await using EngineBench bench = await EngineBench.StartLoggingAsync(new DamagedJournal(journal), _time, told, Waiter());

        for (int time = 0; time < 3; time++)
        {
            await Should.ThrowAsync<PacketFlowException>(() => AskAsync(bench, "result"));
        }

        told.Of(EventIds.RunDamaged).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\0")]
    [InlineData("\ud800")]
    public async Task Run_is_not_begun_under_an_id_that_no_journal_keeps(string id)
    {
        await using var journal = new MemoryJournal();
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, Waiter());

        PacketFlowException refusal = await Should.ThrowAsync<PacketFlowException>(async () => await bench.Engine.StartAsync("gone", 1, PacketCodec.Serialize("in"), id, default));

        refusal.Message.ShouldBe("A run's id has 1 to 128 characters, none of them / or a control character.");
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("signal")]
    public async Task Whoever_gives_up_does_not_wait_for_a_journal_that_does_not_answer(string operation)
    {
        await using var journal = new SilentJournal(new MemoryJournal());
        await using EngineBench bench = await EngineBench.StartAsync(journal, _time, null, Waiter());
        await bench.Engine.StartAsync("gone", 1, PacketCodec.Serialize("in"), "r", default);
        await bench.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
        journal.Silence();
        using var impatience = new CancellationTokenSource();

        Task asked = AskAsync(bench, operation, impatience.Token);
        asked.IsCompleted.ShouldBeFalse();
        await impatience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asked);
        journal.Answer();
    }

    private static TestMolecule Waiter() => new TestMolecule("gone").Step("Wait", kind: StepKind.Signal, seconds: null);

    private static async Task AskAsync(EngineBench bench, string operation, CancellationToken cancellationToken = default)
    {
        switch (operation)
        {
            case "cancel":
                await bench.Engine.CancelAsync("r", cancellationToken);
                break;
            case "signal":
                await bench.Engine.SignalAsync("r", "Wait", PacketCodec.Serialize("go"), cancellationToken);
                break;
            default:
                await bench.Engine.ResultAsync("r", cancellationToken);
                break;
        }
    }

    private async Task LeaveWaitingAsync(RunJournal journal)
    {
        await using EngineBench before = await EngineBench.StartAsync(journal, _time, null, Waiter());
        await before.Engine.StartAsync("gone", 1, PacketCodec.Serialize("in"), "r", default);
        await before.UntilAsync("r", static info => info.Status == RunStatus.Waiting);
    }

    /// <summary>A journal whose records are none.</summary>
    private sealed class DamagedJournal(RunJournal inner) : OtherJournal(inner)
    {
        public override ValueTask<IReadOnlyList<byte[]>> ReadAsync(string id) => new([[0xC1]]);
    }

    /// <summary>A journal that leaves writers without an answer.</summary>
    private sealed class SilentJournal(RunJournal inner) : OtherJournal(inner)
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isSilent;

        public void Silence() => _isSilent = true;

        public void Answer() => _answer.SetResult();

        public override async ValueTask<AppendOutcome> AppendAsync(RunBatch batch)
        {
            if (_isSilent)
            {
                await _answer.Task;
            }

            return await base.AppendAsync(batch);
        }
    }
}
